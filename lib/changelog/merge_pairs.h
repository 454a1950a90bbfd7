#ifndef CHANGELOG_MERGE_PAIRS_H
#define CHANGELOG_MERGE_PAIRS_H

/*
 * Which pieces of three versions of a section are one and the same, part by
 * part, and in order: those of the same words, and entries of the same numbers.
 * One that a side moved is gone at the one place and new at the other.  For
 * merge_pieces.c.  Pure.
 */
#include "base/error.h"
#include "changelog/entry.h"
#include "changelog/merge_text.h"
#include "changelog/outline.h"

#include <stdint.h>

#define NOBODY SIZE_MAX

struct pairs {
	/* what piece i is in each source; that both sides have anew: in the
	 * other side, too */
	size_t *is[3];
};

/* To the arena of `o`.  E_POLICY: there are too many to compare. */
int pieces_pair(struct pairs *p, const struct outline *o) MUST_CHECK;
/* Pieces of a source in a part, in order, to the arena. */
size_t *pieces_of(const struct outline *o, size_t part, int source, size_t *n);
/* Neither in the base nor on the other side. */
bool piece_is_new(const struct pairs *p, const struct outline *o, size_t i);
/* The same bytes, but for white space at the end. */
bool piece_same_bytes(const struct piece *a, const struct piece *b);
/* Is it what it was?  How an entry is wrapped and marked does not matter. */
bool piece_untouched(const struct piece *base, const struct piece *p);

#endif
