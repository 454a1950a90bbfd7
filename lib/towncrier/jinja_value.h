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

/* A template is a stranger's: what is longer is refused. */
enum { JINJA_MAX_TEXT = 4 << 20, JINJA_MAX_ITEMS = 100000 };

/* J_NONE is what has no value at all, J_NULL is Python's None. */
enum jinja_type {
	J_NONE,
	J_NULL,
	J_BOOL,
	J_INT,
	J_TEXT,
	J_LIST,
	J_DICT,
	J_CALL
};

struct jinja {
	enum jinja_type type;
	long number;        /* J_BOOL, J_INT; J_CALL: private to jinja.c */
	const char *text;   /* J_TEXT; J_CALL: the name of the function */
	struct jinja *item; /* J_LIST, J_DICT: the values; J_CALL: its own */
	const char **key;   /* J_DICT */
	size_t n;
};

/* What stands in the brackets of a call. */
struct jinja_args {
	struct jinja list;  /* those without a name */
	struct jinja named; /* a dictionary */
};
/* The argument of that place or name; NULL: it is not given. */
const struct jinja *jinja_arg(const struct jinja_args *args, size_t i,
			      const char *name);

struct jinja jinja_text(const char *text); /* which must outlive it */
struct jinja jinja_int(long value);
struct jinja jinja_bool(bool value);
/* Add to a list or a dictionary, which `{ 0 }` is, too; `key` is not copied. */
void jinja_push(struct arena *a, struct jinja *list, struct jinja value);
/* A key that is not there yet. */
void jinja_add(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value);
/* One of that key is replaced. */
void jinja_set(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value);
/* NULL: it has no such key, or is no dictionary. */
const struct jinja *jinja_get(const struct jinja *dict, const char *key);

bool jinja_is_true(const struct jinja *v);
/* As Python shows it in a text. */
void jinja_print(struct strbuf *out, const struct jinja *v);
const char *jinja_string(struct arena *a, const struct jinja *v);
/* Below, above or 0: lists item by item, text by its bytes. */
int jinja_order(struct arena *arena, const struct jinja *a,
		const struct jinja *b);

#endif
