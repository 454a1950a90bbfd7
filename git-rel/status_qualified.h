#ifndef GIT_REL_STATUS_QUALIFIED_H
#define GIT_REL_STATUS_QUALIFIED_H

/*
 * A release that is being qualified: does its evidence, as it is here, let `git rel
 * finish` go on?
 */
#include "release/release.h"

/* What tells what is missing; NULL: nothing, or nobody has opened it.  `*checked`,
 * the tip of its branch, becomes the commit that its checks are about. */
const char *status_qualified(struct ctx *c, const struct release *rel,
			     git_oid *checked);

/* Why the release of this branch was given up; NULL: it was not. */
const char *status_given_up(struct ctx *c, const char *branch);

#endif
