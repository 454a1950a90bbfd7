#ifndef STANDING_CHECKED_H
#define STANDING_CHECKED_H

/*
 * What `git rel check` has found in this repository, for the evidence.
 */
#include "config/commands.h"
#include "staging/policy.h"

/* Of these those that have not passed on the candidate here. */
int checked_open(struct ctx *c, const struct staging *s,
		 const struct commands *checks,
		 struct commands *out) MUST_CHECK;
/* Of all that the candidate has in [check]. */
int checked_all_open(struct ctx *c, const struct staging *s,
		     struct commands *out) MUST_CHECK;

/* Where the list asks for checks: record those that have passed here and that the
 * evidence has not, for other clones and for the seal.  `s` is then as it will
 * be. */
int checked_step(struct ctx *c, struct plan *p, struct staging *s,
		 const struct policy *policy) MUST_CHECK;

/* The other way round: what a gate found out is noted for `git rel check` and
 * `git rel finish`. */
int checked_note(struct ctx *c, const struct staging *s,
		 const struct command *check, bool passed) MUST_CHECK;

#endif
