#ifndef GIT_REL_STATUS_PULLS_H
#define GIT_REL_STATUS_PULLS_H

/*
 * The pull requests that releases land and come back by.
 */
#include "git-rel/status.h"

/* Those there are to be, without asking anybody. */
int status_pulls(struct ctx *c, struct status *s) MUST_CHECK;
/* How they stand on the forge, and what comes next then.  One that cannot be asked
 * is no error: `unasked` says why. */
int status_pulls_ask(struct ctx *c, struct status *s) MUST_CHECK;

#endif
