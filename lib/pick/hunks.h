#ifndef PICK_HUNKS_H
#define PICK_HUNKS_H

/*
 * The lines that a pick changes in a path where it conflicts.
 */
#include "base/error.h"
#include "git/repo.h"
#include "pick/apply.h"

struct span {
	size_t from, to; /* lines from 1, both included */
};

struct hunks {
	/* what the path is called in the parent of what is picked, and in it;
	 * NULL: it is not there */
	const char *was, *is;
	/* of the parent's file, three lines around each change; changes that the
	 * other side leaves room for are left out */
	struct span *span;
	size_t n;
};

/* Strings and lines live as long as the repository. */
int hunks_read(struct repo *r, const struct pick *p, const struct unmerged *at,
	       struct hunks *out) MUST_CHECK;

#endif
