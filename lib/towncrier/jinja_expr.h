#ifndef TOWNCRIER_JINJA_EXPR_H
#define TOWNCRIER_JINJA_EXPR_H

/*
 * Expressions of jinja.c: evaluated as they are read.
 */
#include "towncrier/jinja_value.h"

struct jinja_vars {
	struct jinja_var {
		const char *name;
		struct jinja value;
	} * item; /* later ones hide earlier ones */
	size_t n;
	struct arena *arena;
};

struct jinja_expr {
	struct arena *arena;
	const char *p, *end;
	const struct jinja_vars *vars;
	const char *fault; /* what is not known here */
	int depth;
};

/* The value of what stands at `e->p`, which moves behind it. */
struct jinja jinja_eval(struct jinja_expr *e);
/* The same without "x if y else z", for the list of a loop. */
struct jinja jinja_eval_list(struct jinja_expr *e);
/* Step over a word, if it is there. */
bool jinja_word(struct jinja_expr *e, const char *word);
/* A name, NULL if there is none. */
const char *jinja_name(struct jinja_expr *e);
void jinja_blank(struct jinja_expr *e);

#endif
