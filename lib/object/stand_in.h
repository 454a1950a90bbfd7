#ifndef OBJECT_STAND_IN_H
#define OBJECT_STAND_IN_H

/*
 * Commits that stand in for those of a merge, with other files in them and the
 * same relations to each other.
 */
#include "base/error.h"
#include "git/merge_bases.h"
#include "object/tree_edit.h"

/* Of each commit in `bases`, with the files of `at`; to the scratch store. */
int stand_in_make(struct repo *r, const struct merge_bases *bases,
		  struct tree_edits *at, git_oid *out) MUST_CHECK;

/* One, with the dates of `like` (git looks at the older of two merge bases
 * first) and up to two parents. */
int stand_in_commit(struct repo *r, const git_oid *like, const git_oid *tree,
		    const git_oid *parent, size_t n, git_oid *out) MUST_CHECK;

#endif
