#ifndef RELEASE_STILL_EMPTY_H
#define RELEASE_STILL_EMPTY_H

/*
 * A branch that lands where it was begun, and has nothing of its own: history
 * looks as if it had landed.
 */
#include "release/release.h"

/* 1: it was begun in this clone at `tip`, without a commit, and on what it lands
 * on; 0: it was not, or nobody knows. */
int still_empty(struct ctx *c, const struct release *rel,
		const git_oid *tip) MUST_CHECK;

/* E_POLICY, with what can be done. */
int still_empty_error(struct ctx *c, const struct release *rel,
		      const git_oid *tip);

#endif
