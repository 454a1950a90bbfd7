#ifndef CHANGELOG_ENTRY_H
#define CHANGELOG_ENTRY_H

/*
 * One entry of a changelog, or any other piece of a section, and what tells
 * whether two are the same: the numbers of its changes, and its words.  Pure.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum fate { KEPT, MERGED, DROPPED };

struct piece {
	bool entry;
	const char *s;
	size_t n;
	size_t gap;        /* bytes of blank lines behind it */
	const char *after; /* other ones; NULL: those */
	size_t part;
	int source;        /* as given to outline_read() */
	unsigned long *id; /* an entry's numbers, sorted */
	size_t n_ids;
	enum fate fate;
	size_t into; /* MERGED: the one that stays */
};

/* Do its numbers stand at its end or its beginning, or in brackets of their own,
 * so that they say which change it tells?  "Step #1 of it" mentions one, and a list within has several. */
bool piece_is_numbered(const struct piece *p);
bool piece_same_ids(const struct piece *a, const struct piece *b);
/* Does `b` have all numbers of `a`, which has some? */
bool piece_ids_within(const struct piece *a, const struct piece *b);
/* The same words, white space aside. */
bool piece_same_text(const struct piece *a, const struct piece *b);
bool piece_has_id(const struct piece *p, unsigned long id);

/* Numbers of changes and issues: "#12", "!12", "GH-12", ".../pull/12"; those of
 * the brackets at the end if there are any.  Sorted, each once. */
void entry_ids(struct arena *a, const char *s, size_t n, unsigned long **id,
	       size_t *n_ids);

#endif
