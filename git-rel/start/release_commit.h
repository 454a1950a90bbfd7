#ifndef GIT_REL_START_RELEASE_COMMIT_H
#define GIT_REL_START_RELEASE_COMMIT_H

/*
 * The commits that make a branch ready: the version in its files, and the notes.
 * One commit, or two where the bump is to be one of its own.
 */
#include "git-rel/notes/look.h"

struct releasing {
	const struct release *rel;
	const struct branch *branch; /* that they are for; it need not exist */
	git_oid base;
	bool no_verify;
	/* out; strings live as long as the plan or the repository */
	bool made;        /* is the tip the release commit? */
	bool keeps_notes; /* are there settings for notes? */
	struct noted noted;
};

/* `*tip` is the last of them, or the base where nothing has to change. */
int release_commits(struct ctx *c, struct plan *p, struct releasing *how,
		    git_oid *tip) MUST_CHECK;

/* The message of the release commit, made or not. */
int release_message(struct ctx *c, const struct release *rel,
		    struct strbuf *out) MUST_CHECK;

/* Is it one that `start` or a verb of notes made for this release?  Its first
 * line tells. */
int release_commit_is(struct ctx *c, const struct release *rel,
		      const git_oid *id, bool *out) MUST_CHECK;

#endif
