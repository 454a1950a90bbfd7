#ifndef TOWNCRIER_JINJA_FILTER_H
#define TOWNCRIER_JINJA_FILTER_H

/*
 * Filters of templates, and methods of the same names: "x | join(', ')",
 * "x.items()".  Pure.
 */
#include "towncrier/jinja_value.h"

/* What filter `name` makes of `*v`; `first` is its first argument, J_NONE if
 * there is none.  False: no filter is called so, `*out` is not set. */
bool jinja_filter(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja *first);

#endif
