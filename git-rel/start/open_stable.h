#ifndef GIT_REL_START_OPEN_STABLE_H
#define GIT_REL_START_OPEN_STABLE_H

/*
 * The stable branch of the series that a new one comes after.
 */
#include "git-rel/start/plan.h"
#include "plan/stages.h"
#include "release/ref_moves.h"

/* Where --open-stable is given: which branch, and from which release behind
 * `base`.  E_NOTFOUND without a release, E_POLICY where that is of the same
 * series.  A branch that is there is left as it is, and a note says so. */
int open_stable_look(struct start *s, struct ctx *c, struct plan *p,
		     const git_oid *base) MUST_CHECK;
/* The one that the first stage found, unless somebody has made it meanwhile. */
int open_stable_again(struct start *s, struct ctx *c,
		      const struct stages *b) MUST_CHECK;
/* Makes it, with all else that is moved. */
void open_stable_move(const struct start *s, struct ref_moves *m);
/* It follows the remote's, once that is pushed. */
void open_stable_track(const struct start *s, struct ctx *c, struct plan *p);

#endif
