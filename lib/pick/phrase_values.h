#ifndef PICK_PHRASE_VALUES_H
#define PICK_PHRASE_VALUES_H

/*
 * What stands behind the words of a notation: ids, the number of a request, and
 * what is said about them.  Pure.
 */
#include "pick/cursor.h"
#include "pick/phrase_table.h"
#include "pick/provenance.h"

/* What the words said besides those of the notation. */
struct phrase_said {
	size_t line;
	bool partial, edited, negative;
	bool commit, colon; /* what comes now can only be an id */
};

/* Add the pointers behind the words at `c` and move behind them.  False: there
 * are none, and nothing was added. */
bool phrase_values(struct provenance *out, struct cursor *c,
		   const struct phrase *p, const struct phrase_said *said);

#endif
