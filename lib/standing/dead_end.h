#ifndef STANDING_DEAD_END_H
#define STANDING_DEAD_END_H

/*
 * A commit that `git rel finish` can only refuse, whatever is answered about it:
 * people are told before they answer.
 */
#include "staging/policy.h"

/* Why what would be released now is refused in the end, until its branch has a commit
 * of its own; NULL: nothing tells so, or one is due anyway.  By s->branch, which need
 * not be made yet.  `*why` is in the repository's arena. */
int dead_end_look(struct ctx *c, const struct staging *s,
		  const struct policy *p, const char **why) MUST_CHECK;
/* The same as a note of a plan. */
int dead_end_tell(struct ctx *c, struct plan *p, const struct staging *s,
		  const struct policy *policy) MUST_CHECK;

#endif
