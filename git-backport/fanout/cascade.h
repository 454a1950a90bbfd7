#ifndef BACKPORT_CASCADE_H
#define BACKPORT_CASCADE_H

/*
 * --cascade: the nearest target gets the commit, the next one what came of it
 * there, and so on, so that what a conflict was resolved to goes down with it.
 */
#include "git-backport/fanout/fanout.h"

/* Put the lanes in the order of their distance from what is picked, nearest
 * first: by where each has left it. */
int cascade_order(struct ctx *c, struct fanout *f) MUST_CHECK;

/* What lane `i` picks for source `k`: what the nearest lane before it has of it,
 * else the commit itself.  False: the one before has a conflict to be resolved
 * first. */
bool cascade_from(struct ctx *c, const struct fanout *f, size_t i, size_t k,
		  struct cell *cell);

/* A pick that the lane's branch has from an earlier run stays the commit that it
 * is, which the next lane then names. */
int cascade_adopt(struct ctx *c, const struct lane *l,
		  struct cell *cell) MUST_CHECK;

#endif
