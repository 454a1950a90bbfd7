#ifndef GIT_REL_BUMPING_H
#define GIT_REL_BUMPING_H

/*
 * The commit that carries a new version: made in memory, as a step of a plan.
 */
#include "line.h"

struct bumping {
	const struct release *rel;
	const struct branch *branch; /* that it is for */
	git_oid base;                /* what it is made on */
	enum key_id message[2];      /* the first that is set counts */
	const char *otherwise;       /* else this: a template */
	bool no_verify;
};

/* `*tip` is the new commit, or the base where no file has to change.  E_POLICY
 * for files that do not carry the version they should. */
int bump_commit(struct ctx *c, struct plan *p, const struct bumping *b,
		git_oid *tip) MUST_CHECK;

#endif
