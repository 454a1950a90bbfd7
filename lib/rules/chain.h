#ifndef RULES_CHAIN_H
#define RULES_CHAIN_H

/*
 * What a change puts on a branch's own line: its commits by first parents, from the
 * new tip down to what the branch had.
 */
#include "rules/trial.h"

struct chain_link {
	git_oid id;
	const git_oid *parent;
	size_t n_parents;
};
struct chain {
	struct chain_link *v; /* newest first; in the arena */
	size_t n;
};

/* A new branch has only what is new to the judge.  Of a change that makes,
 * deletes or rewinds, as much as can be said. */
int chain_read(struct trial *t, const struct ref_change *c,
	       struct chain *out) MUST_CHECK;

/* The names a merged commit goes by: the branches that stand there, else what
 * the message of the merge says.  Calls `fits` with short names until it is
 * true; `*shown` is one of them, NULL: nobody knows one. */
int chain_merged(struct trial *t, const struct chain_link *merge,
		 const git_oid *parent, const char *into,
		 bool (*fits)(struct trial *t, const char *name), bool *ok,
		 const char **shown) MUST_CHECK;

#endif
