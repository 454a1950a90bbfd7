#ifndef STAGING_PREVIOUS_H
#define STAGING_PREVIOUS_H

/*
 * Values that were found for the release before.
 */
#include "checklist/values.h"
#include "staging/staging.h"

/* The last that passed, of each name; none where its evidence is not here. */
struct values previous_values(struct ctx *c, const struct staging *s);

/* Those of a record, for conditions. */
struct values record_values(struct ctx *c, const struct record *rec);
/* Into a record. */
void record_set_values(struct ctx *c, struct record *rec,
		       const struct values *values);

#endif
