#ifndef PICK_CHAIN_H
#define PICK_CHAIN_H

/*
 * What has to be picked before a commit so that all of it applies cleanly: tried
 * in memory, within a small budget.
 */
#include "pick/cause.h"

struct chain {
	struct causes *causes;
	unsigned mainline; /* of merges, the parent that counts; 0: the first */
	git_oid *id;       /* out: oldest first, the commit last */
	size_t n;          /* 0: none was found */
};

/* Commits are picked in the order of history: causes of a conflict, causes of
 * their conflicts and so on.  What turns out not to be needed is left out. */
int chain_close(struct chain *c, const git_oid *commit) MUST_CHECK;

#endif
