#ifndef TOWNCRIER_JINJA_OP_H
#define TOWNCRIER_JINJA_OP_H

/*
 * What operators make of values: a * b, a + b, a[b], a[b:c], "a in b", and the
 * tests of "a is defined".  Pure.
 */
#include "towncrier/jinja_value.h"

/* Numbers are multiplied, a text is repeated.  False: it becomes too large. */
bool jinja_times(struct jinja *out, struct arena *arena, const struct jinja *a,
		 const struct jinja *b);
/* Numbers are added, lists and texts joined; `text`: as with "~". */
struct jinja jinja_plus(struct arena *arena, const struct jinja *a,
			const struct jinja *b, bool text);
/* J_NONE for what is not there. */
struct jinja jinja_at(struct arena *arena, const struct jinja *v,
		      const struct jinja *key);
/* v[from:to]; NULL: from the begin, to the end. */
struct jinja jinja_slice(struct arena *arena, const struct jinja *v,
			 const struct jinja *from, const struct jinja *to);
bool jinja_holds(struct arena *arena, const struct jinja *in,
		 const struct jinja *v);
/* Values of two kinds are never the same, but for numbers and truth. */
bool jinja_same(struct arena *arena, const struct jinja *a,
		const struct jinja *b);
/* Is the value "defined", "string", ...?  Negative: no such test is known. */
int jinja_test(const struct jinja *v, const char *name);

#endif
