#ifndef QUALIFY_CANDIDATE_H
#define QUALIFY_CANDIDATE_H

/*
 * The commit that is tested.
 */
#include "release/ref_moves.h"
#include "staging/landing.h"

/* The first record: what is tested, by which policy and whose signatures, and
 * the seal of the release before.  `l` is made. */
int candidate_open(struct ctx *c, struct plan *p, struct staging *s,
		   const struct landing *l) MUST_CHECK;

/* Where what would land is another commit by now, that is the candidate from now
 * on: a record says so, and what was found about the one before is of that one.
 * E_POLICY where its branch has commits that are none of ours. */
int candidate_follow(struct ctx *c, struct plan *p,
		     struct staging *s) MUST_CHECK;
/* The branch of a merge goes to it, here. */
void candidate_moves(const struct staging *s, struct ref_moves *m);

#endif
