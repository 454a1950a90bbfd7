#ifndef GIT_REL_START_RELEASE_COMMIT_H
#define GIT_REL_START_RELEASE_COMMIT_H

/*
 * The commits that make a branch ready: the version in its files, and the notes.
 * One commit, or two where the bump is to be one of its own.
 */
#include "git-rel/notes/look.h"
#include "release/branch.h"

struct release_commits {
	const struct release *rel;
	const struct branch *branch; /* that they are for; it need not exist */
	git_oid base;
	bool no_verify;
	bool lower; /* version files may go down */
	/* out; strings live as long as the plan or the repository */
	bool made;        /* is the tip the release commit? */
	bool keeps_notes; /* are there settings for notes? */
	struct noted noted;
};

/* `*tip` is the last of them, or the base where nothing has to change. */
int release_commits(struct ctx *c, struct plan *p, struct release_commits *how,
		    git_oid *tip) MUST_CHECK;

#endif
