#ifndef TOWNCRIER_JINJA_H
#define TOWNCRIER_JINJA_H

/*
 * Templates in the part of Jinja's language that templates of changelogs use:
 * {{ expressions }} with names, [keys], .attributes, .items(), + * ~, "in",
 * comparisons, and, or, not, filters; {% if %}, {% for %} with its own "if",
 * {% set %}; comments and "-" for white space; trim_blocks is on.  It can reach
 * nothing but the values it is given, and runs no code.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

enum jinja_type { J_NONE, J_BOOL, J_INT, J_TEXT, J_LIST, J_DICT };

struct jinja {
	enum jinja_type type;
	long number;        /* J_BOOL, J_INT */
	const char *text;   /* J_TEXT */
	struct jinja *item; /* J_LIST, J_DICT: the values */
	const char **key;   /* J_DICT */
	size_t n;
};

struct jinja jinja_text(const char *text);
struct jinja jinja_bool(bool value);
void jinja_push(struct arena *a, struct jinja *list, struct jinja value);
void jinja_set(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value);
const struct jinja *jinja_get(const struct jinja *dict, const char *key);

/* E_CONFIG with "<name>:<line>: ..." for what it does not know. */
int jinja_render(struct strbuf *out, const char *template, size_t n,
		 const char *name, const struct jinja *vars) MUST_CHECK;

#endif
