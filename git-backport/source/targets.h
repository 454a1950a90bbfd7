#ifndef BACKPORT_TARGETS_H
#define BACKPORT_TARGETS_H

/*
 * The branches that commits are brought to: which there are, what a person
 * calls them, where they stand.
 */
#include "release/branch.h"

struct target {
	struct branch branch;
	git_oid tip; /* what is picked onto: the remote's, if it is there */
};

struct targets {
	struct remote remote;  /* asked; `name` is NULL without one */
	struct strvec *missed; /* takes words that name none; NULL: an error */
	bool local;            /* the remote need not answer */
	const char *away;      /* ... and does not: why; NULL: it does */
	bool lines_only;    /* --to, too, names none but those that are meant */
	const char **known; /* branches that backport.targets means, sorted */
	size_t n_known;
	struct target *item;
	size_t n;
};

/* Ask the remote, and find the branches there and here that can be targets; with
 * `local` the last fetch stands in for a remote that does not answer. */
int targets_look(struct ctx *c, struct targets *t) MUST_CHECK;
/* The same without asking: branches here, and those of the last fetch. */
int targets_known_here(struct ctx *c, struct targets *t) MUST_CHECK;

/* What a person typed: a branch, a glob, or the end of a name as "v0.2", "0.2",
 * "v0.2.x".  How many targets it added; 0: it names none.  `any`: also a branch
 * that backport.targets does not mean.  E_USAGE when it could be one or the
 * other. */
int targets_add(struct ctx *c, struct targets *t, const char *word,
		bool any) MUST_CHECK;
/* All of `to`, which may have several in one, with commas; without it the words in
 * front of the command line that name targets, `n` of them. */
int targets_read(struct ctx *c, struct targets *t, const struct strvec *to,
		 size_t *n) MUST_CHECK;
/* All that are known. */
void targets_add_all(struct ctx *c, struct targets *t);

/* For completion: their names, one a line. */
void targets_list(struct ctx *c, FILE *out);
/* E_NOTFOUND for a word that names none, with what is near. */
int targets_none(struct ctx *c, const struct targets *t, const char *word);

/* Fetch what is not here, and see where each of them stands.  Commits that are
 * only here become a note of `p`, unless that is NULL.  E_STALE as
 * branch_look(). */
int targets_settle(struct ctx *c, struct targets *t, struct plan *p) MUST_CHECK;

#endif
