#ifndef BACKPORT_CASCADE_H
#define BACKPORT_CASCADE_H

/*
 * --cascade: the nearest target gets the commit, the next one what came of it
 * there, and so on, so that what a conflict was resolved to goes down with it.
 */
#include "git-backport/fanout.h"

/* Put the lanes in the order of their distance from what is picked, nearest
 * first: by where each has left it. */
int cascade_order(struct ctx *c, struct fanout *f) MUST_CHECK;

/* What lane `i` picks for source `k`: what the nearest lane before it has of it,
 * else the commit itself.  False: the one before has a conflict to be resolved
 * first. */
bool cascade_from(struct ctx *c, const struct fanout *f, size_t i, size_t k,
		  struct cell *cell);

/* Do two commits bring one change, by its author, the author's time and its
 * subject?  So a neighbour's, made anew because its line has moved. */
bool cascade_is_same(struct ctx *c, const git_oid *a, const git_oid *b);

#endif
