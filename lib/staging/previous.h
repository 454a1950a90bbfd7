#ifndef STAGING_PREVIOUS_H
#define STAGING_PREVIOUS_H

/*
 * Values that were found for the release before.
 */
#include "staging/staging.h"

/* The last that passed; NULL: there is none, or its evidence is not here. */
const char *previous_value(struct ctx *c, const struct staging *s,
			   const char *name);

#endif
