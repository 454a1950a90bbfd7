#ifndef GIT_REL_FINISH_NEXT_DEV_H
#define GIT_REL_FINISH_NEXT_DEV_H

/*
 * After a release: the next development version, where work goes on.
 */
#include "git-rel/finish/land_state.h"

/* Where next-dev is set and the release is made just now: one commit more on
 * develop, or on the branch it landed on.  Sets l->next. */
int land_next_dev(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
