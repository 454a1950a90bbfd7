#ifndef MODEL_STAND_IN_H
#define MODEL_STAND_IN_H

/*
 * Commits that stand in for those of a merge, with other files in them and the
 * same relations to each other.  For own_files.c.
 */
#include "base/error.h"
#include "model/bump_edit.h"
#include "model/merge_bases.h"

/* Of each commit in `bases`, with the files of `at`; to the scratch store. */
int stand_in_make(struct repo *r, const struct merge_bases *bases,
		  struct edits *at, git_oid *out) MUST_CHECK;

#endif
