#ifndef STANDING_WANTED_H
#define STANDING_WANTED_H

/*
 * What an answer to an item has to bring.
 */
#include "staging/policy.h"

/* Does a record bring it: "link", "file", or the name of a value? */
bool wanted_is_given(const struct record *rec, const char *what);
/* Is it about a job of one of these gates, of any where none is named? */
bool wanted_job_is(const struct evidence *e, const struct words *gates,
		   const char *job);
/* What a record that passes an item lacks of it; NULL: nothing.  In the arena. */
const char *wanted_lacks(struct ctx *c, const struct staging *s,
			 const struct item *item, const struct record *rec);

#endif
