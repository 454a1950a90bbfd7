#ifndef GIT_REL_PUBLISH_ASSETS_VERSION_H
#define GIT_REL_PUBLISH_ASSETS_VERSION_H

/*
 * Are the files those of the release?  Their names tell, and where they do not,
 * what HEAD comes from.
 */
#include "git-rel/publish/assets.h"

/* E_POLICY where one is of another version.  A file that was named in so many
 * words is taken. */
int assets_version_check(struct ctx *c, const struct release *rel,
			 const struct assets *found) MUST_CHECK;

/* What publishes it: "git rel publish 1.2.0", with --no-assets where the files
 * here are not those of an older version.  Lives as long as the repository. */
const char *assets_version_typed(struct ctx *c, const struct version *v);

#endif
