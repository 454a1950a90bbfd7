#ifndef PICK_TWINS_H
#define PICK_TWINS_H

/*
 * Picks whose message does not say so by an id: the number of the request that
 * they are a backport of, the same author at the same second, or the same title
 * without what bots add.  Such a pair is proposed, and counts only if putting the
 * one onto the parent of the other gives its tree, or if their author, date and
 * subject are all the same.
 */
#include "pick/graph.h"

/* Look for the origins of what the tips have without a word of where it is from,
 * among what tip number `source` has: its tips come before that one.  Found ones
 * become links of the graph, with "same change" or "author and date" for their
 * form. */
int twins_find(struct graph *g, size_t source) MUST_CHECK;

#endif
