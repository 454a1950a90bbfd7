#ifndef BACKPORT_RANGE_H
#define BACKPORT_RANGE_H

/*
 * The commits of a range as a person types it.
 */
#include "cli/cmd.h"

/* Oldest first, merges left out; with `first_parent` only that line, merges and
 * all.  In the repository's arena.  E_NOTFOUND for what is no range. */
int range_read(struct ctx *c, const char *range, bool first_parent,
	       git_oid **out, size_t *n) MUST_CHECK;

/* The parent that the change of a commit is against, as git cherry-pick has it:
 * number `mainline`, counted from 1, or the only one (0); zero for a root.  E_USAGE
 * for a merge where it is not said which, and where there is no such parent. */
int mainline_parent(struct ctx *c, const git_oid *commit, unsigned mainline,
		    git_oid *out) MUST_CHECK;

#endif
