#ifndef STANDING_OUTDATED_H
#define STANDING_OUTDATED_H

/*
 * The policy is that of main as it is now: an answer to what was asked then is none
 * to what is asked today.
 */
#include "staging/policy.h"

/* Why this record does not answer the task any more; NULL: it does.  In the arena. */
const char *outdated(struct ctx *c, const struct policy *p,
		     const struct staging *s, const struct task *task,
		     const struct record *rec);

#endif
