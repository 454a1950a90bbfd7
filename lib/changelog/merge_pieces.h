#ifndef CHANGELOG_MERGE_PIECES_H
#define CHANGELOG_MERGE_PIECES_H

/*
 * The three-way merge of what one section of a changelog holds, piece by piece.
 * Each stays where it is; new ones come behind the piece that they were put
 * behind, those of ours first.  For merge.c.  Pure.
 */
#include "changelog/merge_pairs.h"

/* `o` holds all three, and the result then.  `fresh` holds what is in sections
 * that only one side has, where a release may have taken pieces.  E_CONFLICT
 * where both sides changed one, or put what is no entry in one place; E_POLICY
 * for what cannot be taken apart.  Of what is `unreleased`, new entries that
 * `fresh` tells are gone. */
int pieces_merge(struct outline *o, const struct outline *fresh,
		 bool unreleased) MUST_CHECK;

#endif
