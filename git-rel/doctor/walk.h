#ifndef GIT_REL_DOCTOR_WALK_H
#define GIT_REL_DOCTOR_WALK_H

/*
 * One walk over all history, by git: which branches have a commit, and what was
 * released on top of it.
 */
#include "base/strbuf.h"
#include "git/repo.h"

enum {
	WALK_MAIN = 1,    /* main has it */
	WALK_DEVELOP = 2, /* develop has it */
	WALK_BRANCH = 4,  /* some branch has it */
	WALK_MERGE = 8,   /* it has several parents */
	WALK_SEEN = 16,
};

struct walked_commit {
	git_oid id;
	unsigned flags;
	unsigned tag; /* one more than the number of its own tag; 0: none */
	unsigned low; /* the same, of the lowest version that has it; 0: none */
};

struct walk {
	struct walked_commit *slot; /* a table of 2^k; freed by walk_release() */
	size_t n, size;
	size_t ahead;       /* commits of main that develop has not */
	size_t ahead_plain; /* those that are no merges */
	struct strbuf tips; /* what git is told */
	struct strbuf rest; /* private */
	/* called for a version that is on top of a higher one: numbers of tags */
	void (*below)(void *arg, size_t higher, size_t lower);
	void *arg;
};

void walk_init(struct walk *w);
void walk_release(struct walk *w);
/* Begin at a commit, which has these flags; `tag`, of the order of versions,
 * highest first, is one more than its number, or 0. */
void walk_from(struct walk *w, const git_oid *commit, unsigned flags,
	       unsigned tag);
int walk_all(struct walk *w, struct repo *r) MUST_CHECK;
/* NULL: it was not seen. */
const struct walked_commit *walk_find(const struct walk *w,
				      const git_oid *commit);

#endif
