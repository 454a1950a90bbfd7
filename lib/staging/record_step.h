#ifndef STAGING_RECORD_STEP_H
#define STAGING_RECORD_STEP_H

/*
 * Records that a command adds to the evidence of a release, as steps of a plan.
 * Refs are moved by share_steps().
 */
#include "evidence/append.h"
#include "staging/staging.h"

/* `n` records in one commit behind those that are there.  Release, who, when and,
 * where they have none, the candidate are filled in.  `s` is then as it will be.  E_EXISTS where the
 * release is closed. */
int record_step(struct ctx *c, struct plan *p, struct staging *s,
		struct record *rec, size_t n, const struct kept_file *file,
		size_t n_files) MUST_CHECK;

/* E_USAGE for one that no browser would be sent to; NULL is none. */
int record_check_link(const char *link) MUST_CHECK;

/* Who, when and what about, where a record does not say it. */
int record_fill_in(struct ctx *c, const struct staging *s, struct record *rec,
		   size_t n) MUST_CHECK;

#endif
