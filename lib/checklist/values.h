#ifndef CHECKLIST_VALUES_H
#define CHECKLIST_VALUES_H

/*
 * Values by name, as an answer or a gate gives them.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "checklist/condition.h"

#include <stddef.h>

enum { VALUES_MAX = 100, VALUE_MAX = 1000 /* bytes */ };

struct value {
	const char *name, *text;
};

struct values {
	struct value *v;
	size_t n;
};

/* A later one takes the place of an earlier one of its name.  Strings in the arena.
 * E_CONFIG: no name, no plain text of at most VALUE_MAX bytes, too many. */
int values_set(struct values *values, struct arena *arena, const char *name,
	       const char *text) MUST_CHECK;
/* Lines "name=value", as a gate leaves them in GIT_REL_VALUES; blanks around both
 * do not count, nor do empty lines.  E_CONFIG with the number of the line. */
int values_read(struct values *values, struct arena *arena, const char *text,
		size_t n) MUST_CHECK;
/* NULL: there is none. */
const char *values_get(const struct values *values, const char *name);

/* For condition_met(): condition_met(&c, values_of_two, &two, &why). */
struct values_two {
	const struct values *now, *before; /* NULL: there are none */
};
const char *values_of_two(void *two, const char *name, bool previous);

#endif
