#ifndef TOWNCRIER_JINJA_FUNCTION_H
#define TOWNCRIER_JINJA_FUNCTION_H

/*
 * Functions that every template has: range(), joiner(), namespace(), dict(),
 * and towncrier's get_indent().
 */
#include "towncrier/jinja_scan.h"

bool jinja_is_function(const char *name);
/* What `f`, a J_CALL, gives.  False: it is a macro. */
bool jinja_function(struct jinja *out, struct jinja_expr *e,
		    const struct jinja *f, const struct jinja_args *args);

#endif
