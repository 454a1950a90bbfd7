#ifndef GIT_OVERWRITE_H
#define GIT_OVERWRITE_H

/*
 * What a checkout would overwrite, asked before anything moves.
 */
#include "git/worktree.h"

/* Would going from `from` to `to` overwrite something in that work tree?
 * E_POLICY names the paths. */
int overwrite_check(struct repo *r, const struct worktree *w,
		    const git_oid *from, const git_oid *to) MUST_CHECK;

#endif
