#ifndef STANDING_FACT_H
#define STANDING_FACT_H

/*
 * What is looked at, each time anew, and never answered.
 */
#include "staging/policy.h"
#include "standing/standing_state.h"

/* `why`: in words, or NULL.  What only the forge knows is STANDING_UNKNOWN. who_look()
 * comes first. */
int fact_look(struct ctx *c, const struct staging *s, const struct policy *p,
	      const struct task *task, enum standing_state *state,
	      const char **why) MUST_CHECK;

#endif
