#ifndef STAGING_CANDIDATE_H
#define STAGING_CANDIDATE_H

/*
 * The commit that is tested.
 */
#include "staging/staging.h"

/* The first record: what is tested, by which policy and whose signatures, and
 * the seal of the release before. */
int candidate_open(struct ctx *c, struct plan *p, struct staging *s,
		   const git_oid *commit) MUST_CHECK;

/* Where the branch has moved, its tip is the candidate from now on: a record says
 * so, and what was found about the one before is of that one. */
int candidate_follow(struct ctx *c, struct plan *p,
		     struct staging *s) MUST_CHECK;

#endif
