#ifndef GIT_REL_NOTES_COMMIT_H
#define GIT_REL_NOTES_COMMIT_H

/*
 * The commit that changes notes.
 */
#include "git-rel/notes/look.h"

/* The tree with all changes, made aside; that of `at` if there are none. */
int noting_tree(struct noting *n, git_oid *out) MUST_CHECK;
/* The step of the commit alone. */
void noting_step(struct noting *n, const char *message, const git_oid *id);
/* The steps: a commit with all changes on the branch, and the work trees that
 * follow.  Nothing, if nothing changes. */
int noting_plan(struct noting *n, const char *message,
		const char *outcome) MUST_CHECK;

#endif
