#ifndef STANDING_RECORDED_CHECKS_H
#define STANDING_RECORDED_CHECKS_H

/*
 * Checks of the project that have passed elsewhere, by the evidence.
 */
#include "config/commands.h"
#include "staging/staging.h"

/* Leave of these, which are open at `at`, those whose passing the records that are
 * here do not tell either: others may have run them.  Where the release was not
 * opened, all. */
int recorded_checks(struct ctx *c, const struct release *rel, const git_oid *at,
		    struct commands *open) MUST_CHECK;
/* The same by evidence that was read. */
int recorded_checks_in(struct ctx *c, const struct staging *s,
		       const git_oid *at, struct commands *open) MUST_CHECK;

#endif
