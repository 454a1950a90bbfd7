#ifndef GIT_WORKTREE_LOOK_H
#define GIT_WORKTREE_LOOK_H

/*
 * How the paths that differ between two commits stand in a work tree: the one
 * question before a plan is made, when it is carried out, and after a crash.
 *
 * git is the judge: what its status calls clean is as the index has it.  Only
 * of other files, and of those it was told not to look at, are contents asked.
 */
#include "base/error.h"
#include "git/repo.h"
#include "git/tree_change.h"

enum place {
	PLACE_FROM,   /* as in the old commit, or no file: may be replaced */
	PLACE_TO,     /* as in the new one: nothing is to be done */
	PLACE_TORN,   /* as a restore leaves it that was cut off */
	PLACE_EDITED, /* the file is the user's, the index as in a commit */
	PLACE_TAKEN,  /* both are the user's */
};

/* One place per change (of tree_changes), in the repository's arena.  Two
 * processes at most, unless there are edited files; none for no changes. */
int worktree_look(struct repo *r, const char *path,
		  const struct tree_change *change, size_t n,
		  enum place **out) MUST_CHECK;

#endif
