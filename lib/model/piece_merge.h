#ifndef MODEL_PIECE_MERGE_H
#define MODEL_PIECE_MERGE_H

/*
 * The three-way merge of what one section of a changelog holds, entry by entry.
 * For changelog_merge.c.  Pure.
 */
#include "base/error.h"
#include "model/outline.h"

/* Sources of the pieces. */
enum { BASE, OURS, THEIRS };

/* `o` holds all three; what is KEPT then, is the result.  `fresh` holds what is
 * in sections that only one side has, where a release may have taken pieces.
 * E_CONFLICT where both sides changed one. */
int pieces_merge(struct outline *o, struct outline *fresh) MUST_CHECK;

#endif
