#ifndef PICK_DECLINED_H
#define PICK_DECLINED_H

/*
 * What shall not be brought to a branch: lines "declined <branch> <reason>" in
 * the notes of git under refs/notes/backport, one note per commit, so that they
 * travel by fetch and push.  Other lines are other people's and are kept.
 */
#include "base/error.h"
#include "git/repo.h"

#define DECLINED_REF "refs/notes/backport"

struct declined {
	git_oid commit;
	const char *branch, *reason; /* short name; "" without a reason */
};

struct declines {
	struct declined *item;
	size_t n;
};

/* All there are; none without the ref.  In the repository's arena. */
int declines_read(struct repo *r, struct declines *out) MUST_CHECK;
/* The one of that commit on that branch, or NULL. */
const struct declined *declines_find(const struct declines *d,
				     const git_oid *commit, const char *branch);

/* A commit of notes behind `*notes` (zero: the first) with that line added to the
 * note of `commit`; in the scratch store, `*notes` becomes its id. */
int declines_add(struct repo *r, git_oid *notes, const git_oid *commit,
		 const char *branch, const char *reason) MUST_CHECK;

#endif
