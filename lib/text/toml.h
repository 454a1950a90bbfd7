#ifndef TEXT_TOML_H
#define TEXT_TOML_H

/*
 * What a few settings in a TOML file say: strings, booleans and lists of
 * strings, in tables of every form.  Reads, never writes.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct toml_value {
	const char *path; /* "tool.towncrier.type.name" */
	int item; /* which of [[tool.towncrier.type]], or of the tables in
			     a list, from 1; else 0 */
	const char *text; /* a string, or "true", "12"; NULL: a list, or, with
			     a NULL list, the head of a table */
	const char **list;
	size_t n;
	bool is_table; /* private */
};

/* Call `take` for each value whose path begins with `prefix`, in order; a
 * negative answer ends it and is returned.  E_CONFIG with "<name>:<line>: ..."
 * for what is no TOML. */
int toml_read(struct arena *arena, const char *text, size_t n, const char *name,
	      const char *prefix,
	      int (*take)(void *data, const struct toml_value *v),
	      void *data) MUST_CHECK;

#endif
