#ifndef TOWNCRIER_JINJA_FILTER_H
#define TOWNCRIER_JINJA_FILTER_H

/*
 * Filters of templates: "x | join(', ')".  Pure.
 */
#include "towncrier/jinja_value.h"

/* What filter `name` makes of `*v`.  False: no filter is called so, or it
 * cannot do that here; `*out` is not set. */
bool jinja_filter(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja_args *args);

#endif
