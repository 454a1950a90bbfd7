#ifndef CHANGELOG_MERGE_DOUBTS_H
#define CHANGELOG_MERGE_DOUBTS_H

/*
 * Where two versions of one piece may look like two pieces, so that it would be
 * told twice.  For merge_pieces.c.  Pure.
 */
#include "changelog/entry.h"
#include "changelog/merge_pairs.h"

/* `fresh`: see merge_pieces.h.  E_CONFLICT if there is such a piece. */
int pieces_doubt(const struct outline *o, const struct outline *fresh,
		 const struct pairs *p) MUST_CHECK;
int piece_both_changed(const struct piece *p);

#endif
