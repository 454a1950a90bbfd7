#ifndef RELEASE_BUMP_STEP_H
#define RELEASE_BUMP_STEP_H

/*
 * The commit that carries a new version: made in memory, as a step of a plan.
 */
#include "object/bump.h"
#include "release/branch.h"
#include "release/release.h"

struct bump_step {
	const struct release *rel;
	const struct branch *branch; /* that it is for */
	git_oid base;                /* what it is made on */
	enum key_id message;
	const char *otherwise; /* where that is not set: a template */
	bool no_verify;
};

/* The files with the version of the release in them; nothing changes where none
 * are configured.  E_POLICY for files that do not carry what they should, or a
 * higher version than `v` where it may not go `down`. */
int bump_files(struct ctx *c, const git_oid *base, const struct version *v,
	       bool down, struct bump *out) MUST_CHECK;
/* "commit version 0.2.0 (was 0.1.0)" */
const char *bump_what(struct plan *p, const struct bump *bump,
		      const struct version *v);
/* `*tip` is the new commit, or the base where no file has to change. */
int bump_commit(struct ctx *c, struct plan *p, const struct bump_step *b,
		const struct bump *bump, git_oid *tip) MUST_CHECK;

#endif
