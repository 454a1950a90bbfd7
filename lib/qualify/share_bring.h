#ifndef QUALIFY_SHARE_BRING_H
#define QUALIFY_SHARE_BRING_H

/*
 * What comes along with the evidence, so that what is asked of the repository is seen
 * as the remote has it: the candidate and, once it is out, tag and branches.
 */
#include "staging/staging.h"

/* Where a merge is qualified: to the scratch store. */
int share_bring_candidate(struct ctx *c, const struct staging *s) MUST_CHECK;
/* All else. */
int share_bring(struct ctx *c, struct staging *s) MUST_CHECK;
/* The refs that tell of it here, as `git fetch` would move them. */
int share_bring_steps(struct ctx *c, struct plan *p,
		      const struct staging *s) MUST_CHECK;

#endif
