#ifndef GIT_REL_STATUS_NEXT_H
#define GIT_REL_STATUS_NEXT_H

/*
 * The one next command, as git rel status names it: one that will not refuse
 * for a reason that can be seen from here.
 */
#include "git-rel/status.h"

/* Fills in `next` and `remark`, from all else that is there.  No process. */
int status_next(struct ctx *c, struct status *s) MUST_CHECK;

/* What begins a release here, with the settings as they are; nothing is under
 * way.  `remark`: why, for people, or NULL. */
const char *status_next_start(struct ctx *c, const char **remark);

#endif
