#ifndef TEXT_ENTRY_FORM_H
#define TEXT_ENTRY_FORM_H

/*
 * How an entry made from a commit is written: "{text} ({hash})".  Placeholders:
 * {text} {subject} {type} {scope} {hash} {commit} {author} {date}; "{{" is a
 * plain "{", "}}" a plain "}".  Pure.
 */
#include "base/error.h"
#include "base/strbuf.h"

struct entry_values {
	const char *text, *subject, *type, *scope, *hash, *commit, *author,
		*date; /* NULL or empty: it has none */
};

/* E_CONFIG for an unknown placeholder, an unclosed brace, or a form that says
 * nothing of the change; "" is fine. */
int entry_form_check(const char *form) MUST_CHECK;
/* A form that was checked; a word with a placeholder that has no value is left
 * out. */
void entry_form_fill(struct strbuf *out, const char *form,
		     const struct entry_values *v);

#endif
