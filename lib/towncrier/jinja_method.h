#ifndef TOWNCRIER_JINJA_METHOD_H
#define TOWNCRIER_JINJA_METHOD_H

/*
 * Methods of values in templates, as Python has them: "x.split(', ')".  Pure.
 */
#include "towncrier/jinja_value.h"

/* What method `name` of `*v` gives.  False: it has none that is called so, or
 * not with such arguments; `*out` is not set. */
bool jinja_method(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja_args *args);

/* The "items" of a dictionary, its "keys", or its "values". */
struct jinja jinja_pairs(struct arena *arena, const struct jinja *v,
			 const char *what);

#endif
