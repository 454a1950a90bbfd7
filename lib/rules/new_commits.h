#ifndef RULES_NEW_COMMITS_H
#define RULES_NEW_COMMITS_H

/*
 * The commits that are new to the judge, by one `git log` for all rules.
 */
#include "git/repo.h"
#include "rules/change.h"

struct new_commit {
	git_oid id;
	const git_oid *parent;
	size_t n_parents;
	const char *author, *committer; /* mails */
	const char *message; /* the first line, or all of it if wanted */
	char signature;      /* as "%G?" of git, if wanted */
	size_t change; /* the first that brings it, branches before tags */
	bool told;     /* private */
};

/* A file, or a submodule with its commit, that a new commit has and none of its
 * parents. */
typedef void new_commits_file(void *arg, const git_oid *commit,
			      const char *path, const git_oid *blob);

struct new_commits {
	struct new_commit
		*v; /* as git has them; freed by new_commits_release() */
	size_t n, alloc;
	size_t *by_id;
	/* what is wanted; set by the caller */
	struct arena *arena;
	bool messages, signatures;
	new_commits_file *file; /* NULL: none */
	void *arg;
	const git_oid *since; /* older ones are not new; NULL */
	const git_oid *had;   /* nor what these have */
	size_t n_had;
	/* private */
	struct strbuf *rest;
	int field;
	bool damaged;
	git_oid blob;
};

/* Read what the branches and tags among `c` bring. */
int new_commits_read(struct new_commits *out, struct repo *r, enum side side,
		     const struct changes *c) MUST_CHECK;
/* Read, with messages, all that `tip` has without some: also what another branch
 * has brought already.  Nothing can be found by id there. */
int new_commits_of_branch(struct new_commits *out, struct repo *r,
			  const git_oid *tip, const git_oid *const *without,
			  size_t n) MUST_CHECK;
void new_commits_release(struct new_commits *c);

/* NULL: it is none of these. */
struct new_commit *new_commits_find(const struct new_commits *c,
				    const git_oid *id);

#endif
