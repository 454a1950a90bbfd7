#ifndef TOWNCRIER_JINJA_H
#define TOWNCRIER_JINJA_H

/*
 * Templates in the part of Jinja's language that templates of changelogs use:
 * {{ expressions }} with names, lists, [keys], [from:to], .attributes, methods
 * of texts, + - * ~, "in", comparisons, and, or, not, is, x if y else z,
 * filters, joiner() and namespace(); {% if %}, {% for %} with its own "if",
 * {% set %}, {% with %}, {% macro %}; comments and "-" for white space;
 * trim_blocks is on.  It can reach nothing but the values it is given, and runs
 * no code.  Pure.
 */
#include "base/error.h"
#include "towncrier/jinja_value.h"

/* E_CONFIG with "<name>:<line>: ..." for what it does not know. */
int jinja_render(struct strbuf *out, const char *template, size_t n,
		 const char *name, const struct jinja *vars) MUST_CHECK;

#endif
