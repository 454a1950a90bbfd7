#ifndef RELEASE_COMMIT_STEP_H
#define RELEASE_COMMIT_STEP_H

/*
 * One commit for a branch, as a step of a plan: made in memory.
 */
#include "config/commit_like.h"
#include "release/branch.h"
#include "release/release.h"

struct commit_step {
	const struct branch *branch; /* that it is for */
	git_oid parent, tree;
	const char *message;
	const char *what;        /* the step in words, without the branch */
	const char *const *path; /* what gets a new text */
	size_t n;
	const char *const *gone; /* what is removed */
	size_t n_gone;
	bool no_verify;
	const char *
		key; /* the setting the message is from; NULL: rel.commitMessage */
};

/* The message that a setting gives, or, where it is empty, `otherwise`. */
int commit_step_message(struct ctx *c, const struct release *rel,
			enum key_id key, const char *otherwise,
			struct strbuf *out) MUST_CHECK;
/* The commit and its step.  E_POLICY where the hook commit-msg says no. */
int commit_step_plan(struct ctx *c, struct plan *p, const struct commit_step *k,
		     git_oid *out) MUST_CHECK;

/* The message of the release commit, made or not. */
int release_message(struct ctx *c, const struct release *rel,
		    struct strbuf *out) MUST_CHECK;
/* Is it one that `start` or a verb of notes made for this release?  Its first
 * line tells. */
int release_commit_is(struct ctx *c, const struct release *rel,
		      const git_oid *id, bool *out) MUST_CHECK;

#endif
