#ifndef GIT_REL_FINISH_MERGE_BACK_H
#define GIT_REL_FINISH_MERGE_BACK_H

/*
 * Where a release goes once it landed.
 */
#include "git-rel/finish/land_state.h"

/* The merges back, into develop and open releases. */
int land_onward(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
