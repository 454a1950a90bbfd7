#ifndef GIT_REL_STATUS_NEXT_H
#define GIT_REL_STATUS_NEXT_H

/*
 * The one next command, as git rel status names it: one that will not refuse
 * for a reason that can be seen from here.
 */
#include "git-rel/status.h"

/* Fills in `next` and `remark`, from all else that is there.  Processes only
 * where a release could be finished, or its notes are missing. */
int status_next(struct ctx *c, struct status *s) MUST_CHECK;

#endif
