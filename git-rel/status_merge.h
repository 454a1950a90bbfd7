#ifndef GIT_REL_STATUS_MERGE_H
#define GIT_REL_STATUS_MERGE_H

/*
 * Would the merges of a finish go by themselves, as far as is known here?
 */
#include "release/release.h"

/* The branch that `tip`, of a release, does not merge into, or not what comes
 * of it on main: develop, and for a hotfix open releases, too; NULL: all goes,
 * or nobody can tell.  Nothing is kept.  `way` becomes what one types first to
 * be where the .gitrel that is released counts; "": nothing. */
const char *status_merge(struct ctx *c, const struct release *rel,
			 const git_oid *tip, const char **way);

#endif
