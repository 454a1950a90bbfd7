#ifndef GIT_REL_STATUS_PAST_H
#define GIT_REL_STATUS_PAST_H

/*
 * Is a release over, though its branch is here?
 */
#include "git-rel/status.h"

/* Is it below what main has, and has the last fetch not asked for its line?  finish
 * does. */
bool status_is_unseen(struct ctx *c, const struct release *rel);
/* Is the release of a branch that is here tagged, landed and merged back? */
bool status_is_done(struct ctx *c, const struct status *s, const char *branch);
/* Would `finish` refuse the release of a branch, for main has a higher version,
 * `last`? */
bool status_is_past(struct ctx *c, const struct status *s, const char *branch,
		    struct version *last);

#endif
