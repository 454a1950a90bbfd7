#ifndef PICK_APPLY_H
#define PICK_APPLY_H

/*
 * Commits put onto other commits in memory, with the trees that `git
 * cherry-pick` would make.
 *
 * git merges: a commit that stands in for `onto`, with the parent of what is
 * picked for its own, makes that parent the merge base, so that git merge-tree
 * does what cherry-pick does, whatever version it is.  Picks that are independent
 * of each other share one process; those whose result cannot be another need
 * none (shortcut.h).  Where git finds a conflict in files that we own, the
 * changelog and those that carry the version, they are settled by their
 * structure, as in merges (object/settle.h).
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"

enum pick_result {
	PICK_CLEAN,
	PICK_EMPTY,    /* what it changes is there already */
	PICK_CONFLICT, /* `unmerged` tells where; may be nowhere in particular */
};

struct unmerged {
	const char *path;
	git_oid stage[3]; /* base, ours, theirs; zero: not there */
	bool aside;       /* a file here; there a folder, a link, .. */
};

struct pick {
	git_oid commit; /* what is picked */
	git_oid parent; /* the parent that its change is against; zero: none */
	git_oid onto;   /* a commit: what it is put on */

	/* out; strings live as long as the repository */
	enum pick_result result;
	git_oid tree; /* with conflict markers where there is a conflict */
	struct unmerged *unmerged;
	size_t n;
	const char *settled; /* files that were, with blanks between; or NULL */
};

/* All of them, in at most one process for those that read the same attributes.
 * What is new goes to the scratch store. */
int pick_apply(struct repo *r, struct pick *pick, size_t n) MUST_CHECK;

#endif
