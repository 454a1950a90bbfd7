#ifndef CHECKLIST_CONDITION_H
#define CHECKLIST_CONDITION_H

/*
 * What values must be: "sps >= 38000 and sps-min >= 90% of sps".  A term is a
 * name, one of >= <= > < == !=, a number, perhaps "%", and perhaps "of <name>" or
 * "of previous", the value of the same name in the release before.  Numbers are
 * decimals, compared exactly; a value that is missing or no number fails.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum comparison {
	CMP_AT_LEAST,
	CMP_AT_MOST,
	CMP_ABOVE,
	CMP_BELOW,
	CMP_EQUAL,
	CMP_OTHER,
	N_COMPARISONS
};

struct term {
	const char *name;
	enum comparison op;
	const char *number;
	bool percent;
	const char *of; /* a name; NULL: the number itself, or `previous` */
	bool previous;  /* of the release before */
};

struct condition {
	struct term *term;
	size_t n; /* 0: nothing is asked */
};

/* Strings in the arena.  E_CONFIG with what is wrong, not where. */
int condition_read(struct condition *out, struct arena *arena,
		   const char *text) MUST_CHECK;

/* The value of a name, here or in the release before; NULL: there is none. */
typedef const char *(*condition_value)(void *data, const char *name,
				       bool previous);

/* Do the values meet it?  `why` gets what does not, between "; ":
 * "sps is 37000, not >= 38000". */
bool condition_met(const struct condition *c, condition_value value, void *data,
		   struct strbuf *why);

#endif
