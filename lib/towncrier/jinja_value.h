#ifndef TOWNCRIER_JINJA_VALUE_H
#define TOWNCRIER_JINJA_VALUE_H

/*
 * Values of templates: text, numbers, lists and dictionaries, as Python has
 * them.  Copied freely; what they point to lives in the arena, or is the
 * caller's.  Pure.
 */
#include "base/arena.h"
#include "base/strbuf.h"

#include <stdbool.h>

enum jinja_type { J_NONE, J_BOOL, J_INT, J_TEXT, J_LIST, J_DICT };

struct jinja {
	enum jinja_type type;
	long number;        /* J_BOOL, J_INT */
	const char *text;   /* J_TEXT */
	struct jinja *item; /* J_LIST, J_DICT: the values */
	const char **key;   /* J_DICT */
	size_t n;
};

struct jinja jinja_text(const char *text); /* which must outlive it */
struct jinja jinja_int(long value);
struct jinja jinja_bool(bool value);
/* Add to a list or a dictionary, which `{ 0 }` is, too; `key` is not copied. */
void jinja_push(struct arena *a, struct jinja *list, struct jinja value);
void jinja_set(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value);
/* NULL: it has no such key, or is no dictionary. */
const struct jinja *jinja_get(const struct jinja *dict, const char *key);

bool jinja_is_true(const struct jinja *v);
/* As it is shown in a text; lists and dictionaries are not. */
void jinja_print(struct strbuf *out, const struct jinja *v);
const char *jinja_string(struct arena *a, const struct jinja *v);
/* Below, above or 0: lists item by item, text by its bytes. */
int jinja_order(struct arena *arena, const struct jinja *a,
		const struct jinja *b);

#endif
