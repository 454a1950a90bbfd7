#ifndef GIT_REL_NOTES_COMMIT_H
#define GIT_REL_NOTES_COMMIT_H

/*
 * The commit that changes notes.
 */
#include "git-rel/notes/look.h"

/* The tree with all changes, made aside; that of `at` if there are none. */
int notes_tree(struct notes *n, git_oid *out) MUST_CHECK;
/* The step of the commit alone. */
int notes_step(struct notes *n, const char *message,
	       const git_oid *id) MUST_CHECK;
/* The steps: a commit with all changes on the branch, and the work trees that
 * follow.  Nothing, if nothing changes. */
int notes_plan(struct notes *n, const char *message,
	       const char *outcome) MUST_CHECK;

#endif
