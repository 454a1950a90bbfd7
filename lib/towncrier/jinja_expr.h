#ifndef TOWNCRIER_JINJA_EXPR_H
#define TOWNCRIER_JINJA_EXPR_H

/*
 * Expressions of jinja.c: evaluated as they are read.
 */
#include "towncrier/jinja_scan.h"

/* The value of what stands at `e->p`, which moves behind it. */
struct jinja jinja_eval(struct jinja_expr *e);
/* The same without "x if y else z", for the list of a loop. */
struct jinja jinja_eval_list(struct jinja_expr *e);

#endif
