#ifndef STAGING_OBSERVED_FACT_H
#define STAGING_OBSERVED_FACT_H

/*
 * One fact, as the forge has it now.
 */
#include "checklist/fact.h"
#include "dialect/forge.h"
#include "staging/staging.h"

/* Fills in the result (pending: it is not so yet), the page and the words.  Errors
 * as of the forge. */
int observed_fact(struct record *rec, struct ctx *c, const struct staging *s,
		  struct forge *f, const struct fact *fact) MUST_CHECK;

#endif
