#ifndef GIT_REL_FINISH_LEFT_H
#define GIT_REL_FINISH_LEFT_H

/*
 * A release branch that has what its release has not.
 */
#include "git-rel/finish/land_state.h"

/* Where only a tag tells that it was released, merged with changes, the branch
 * stays with what may have come to it since; a note says so. */
int land_keep_left(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
