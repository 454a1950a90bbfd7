#ifndef GIT_REL_FINISH_REQUIRED_H
#define GIT_REL_FINISH_REQUIRED_H

/*
 * What a release must have gone through before it lands: checks, and what
 * `git staging` has asked.  What was tagged by hand, or before, is judged already,
 * but the evidence once more where it was not pushed.
 */
#include "git-rel/finish/land_state.h"
#include "qualify/qualified.h"

/* Before anything is built.  Also finds the merge that was qualified, and takes it
 * for ours. */
int required_checks(struct ctx *c, struct plan *p, struct land *l,
		    struct qualified *q) MUST_CHECK;
/* Once what lands is known; the seal is made. */
int required_evidence(struct ctx *c, struct plan *p, const struct land *l,
		      struct qualified *q) MUST_CHECK;

#endif
