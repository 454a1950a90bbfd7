#ifndef RELEASE_TREE_MOVES_H
#define RELEASE_TREE_MOVES_H

/*
 * Which work trees follow when refs move, and where the current one goes.
 */
#include "release/ref_moves.h"

/* Add their steps.  E_POLICY where one would lose something, or where a branch
 * that goes is in use elsewhere. */
int tree_moves_write(struct ref_moves *m) MUST_CHECK;

#endif
