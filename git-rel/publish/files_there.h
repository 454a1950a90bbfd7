#ifndef GIT_REL_PUBLISH_FILES_THERE_H
#define GIT_REL_PUBLISH_FILES_THERE_H

/*
 * What stands between our files and what the forge has, or would make of them.
 */
#include "git-rel/publish/forge.h"

/* E_POLICY: the forge would give one of them another name. */
int publish_check_names(const struct publish *x) MUST_CHECK;
/* Of what is published.  E_POLICY: it has two files of one name, or lacks something
 * and cannot be changed. */
int publish_check_there(const struct publish *x,
			const struct forge_release *is) MUST_CHECK;
/* A note of the files of a draft that nobody has asked for here: they become public
 * with it. */
void publish_tell_more(const struct publish *x, const struct forge_release *is);

#endif
