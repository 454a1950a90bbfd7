#ifndef TOWNCRIER_JINJA_SCAN_H
#define TOWNCRIER_JINJA_SCAN_H

/*
 * Words, names and texts of expressions, read from where `p` stands, which
 * moves behind them.
 */
#include "towncrier/jinja_value.h"

struct jinja_vars {
	struct jinja_var {
		const char *name;
		struct jinja value;
	} * item; /* later ones hide earlier ones */
	size_t n;
	/* runs a macro: its number, its arguments; negative codes are errors */
	int (*macro)(void *run, long number, const struct jinja_args *args,
		     struct jinja *out);
	void *run;
};

struct jinja_expr {
	struct arena *arena;
	const char *p, *end;
	struct jinja_vars *vars;
	const char *fault; /* what is not known here */
	int rc;            /* of a macro that failed; the error is recorded */
	int depth;
	int dead; /* read only, for what is not asked for */
};

/* The variable of that name, the latest; NULL: there is none. */
struct jinja *jinja_variable(struct jinja_vars *vars, const char *name);
void jinja_blank(struct jinja_expr *e);
/* Step over a word, if it is there.  Asked at each place for each operator:
 * mostly the first letter says no. */
bool jinja_word_here(struct jinja_expr *e, const char *word);
static inline bool jinja_word(struct jinja_expr *e, const char *word)
{
	bool blank = e->p < e->end && (unsigned char)*e->p <= ' ';

	return e->p < e->end && (blank || *e->p == *word) &&
	       jinja_word_here(e, word);
}
/* Is this the next character?  Nothing is stepped over but blanks. */
bool jinja_next_is(struct jinja_expr *e, char c);
/* A name, NULL if there is none. */
const char *jinja_name(struct jinja_expr *e);
/* A text in quotes, which must stand there, or digits. */
struct jinja jinja_quoted(struct jinja_expr *e);
struct jinja jinja_number(struct jinja_expr *e);
/* Note what is not known here, and step over the rest: no value. */
struct jinja jinja_fault(struct jinja_expr *e, const char *what);

#endif
