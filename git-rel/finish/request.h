#ifndef GIT_REL_FINISH_REQUEST_H
#define GIT_REL_FINISH_REQUEST_H

/*
 * Where rel.backMerge is pr: a release goes back by a pull request.  Its head is a
 * branch with the merge in it, made here as any other, so that nothing is left to
 * be resolved on the forge.
 */
#include "git-rel/finish/land_state.h"

/* Does a branch get it so?  One that is only here is merged into. */
bool land_is_request(const struct land *l, struct ctx *c,
		     const struct branch *b);
/* Not now, for nothing is pushed?  A note says so. */
bool land_request_waits(const struct land *l, struct ctx *c, struct plan *p,
			const struct branch *b);
/* Build the head for the merge `m` into o->branch, as it is on the remote, or find
 * the one that is there; what has been merged already goes.  E_EXISTS: the branch
 * is another one. */
int land_request(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
		 struct onward *o) MUST_CHECK;
/* Other branches than develop that were asked to take it before: the heads are on
 * the remote still. */
void land_request_others(const struct land *l, struct ctx *c,
			 struct strvec *out);
/* The steps that open what is not open; `told` gets lines about what is, and what
 * is left to a person, with which the plan stops. */
int land_ask(const struct land *l, struct ctx *c, struct plan *p,
	     struct strbuf *told) MUST_CHECK;

#endif
