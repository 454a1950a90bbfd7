#ifndef STANDING_FORM_H
#define STANDING_FORM_H

/*
 * Texts of the project's own, with what the evidence of a release says in them:
 *
 *	{known-issues}		a list of what it goes out with; "None"
 *	{open}			a list of what is open, by who has to answer
 *	{summary}		how it was qualified; see summary.h
 *	{link.NAME}		of the answer to an item, or of a gate
 *	{value.NAME.VALUE}	that it has found
 *
 * beside the placeholders that all templates have, and those of the caller.
 */
#include "release/release.h"

struct form_mark {
	const char *name; /* without its braces */
	const char *text;
};

struct form {
	struct ctx *c;
	const struct release *rel;
	const struct form_mark *own;
	size_t n;
};

/* Adds the text to `out`.  The evidence is read once it is asked for: E_NOTFOUND
 * where it is not here, or an item has no answer with a link.  What was sealed is
 * as it was then. */
int form_expand(const struct form *f, const char *text,
		struct strbuf *out) MUST_CHECK;
/* Does the text have this placeholder? */
bool form_has(const char *text, const char *name);

#endif
