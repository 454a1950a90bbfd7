#ifndef RELEASE_COMMIT_TYPED_H
#define RELEASE_COMMIT_TYPED_H

/*
 * A commit that is made in memory, as a person would type it.
 */
#include "base/strbuf.h"
#include "git/repo.h"

struct commit_typed {
	git_oid base;            /* the commit that the files are as in */
	const char *const *text; /* paths that get a new text */
	size_t n_text;
	const char *const *gone; /* paths that are removed */
	size_t n_gone;
	const char *message; /* NULL: the last commit is amended */
	bool no_verify;
};

/* The commands, one a line, without a line end behind the last. */
int commit_typed(struct repo *r, const struct commit_typed *k,
		 struct strbuf *out) MUST_CHECK;

#endif
