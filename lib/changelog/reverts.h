#ifndef CHANGELOG_REVERTS_H
#define CHANGELOG_REVERTS_H

/*
 * Which commits of a release were reverted before it: neither they nor their
 * reverts are told.  Reverts are those of git, `Revert "..."` or `Reapply "..."`
 * with "This reverts commit <id>", and `revert: ...` with "Refs: <id>".  What
 * has no id of a commit that is here goes by the subject.  Pure.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct past_commit {
	const char *ids;     /* its own, and those of its parents */
	const char *message; /* begins with the subject */
	bool merge;
	/* out */
	bool hidden; /* reverted, or a revert of one that is here */
	/* private */
	size_t target;
	bool reverts, asked;
};

/* Newest first. */
void reverts_find(struct arena *arena, struct past_commit *c, size_t n);
/* What a revert takes back, "feat: x" of `Revert "feat: x" (#2)`: its length, 0
 * if it is none.  `again`: it is Reapply. */
size_t revert_subject(const char *line, size_t n, const char **inner,
		      bool *again);

#endif
