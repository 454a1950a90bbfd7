#ifndef TX_UNMERGE_H
#define TX_UNMERGE_H

/*
 * Files that git merged line by line, without a conflict, and that are none the
 * less for a person: both sides changed the same entry of a changelog.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"

/* In the work tree `dir`, where git is at the merge of `theirs` into `ours`: of
 * `paths`, make those that git has settled unmerged, with both texts between
 * markers where they differ.  How many these were is added to `*n`.  Can be
 * repeated. */
int unmerge_files(struct repo *r, const char *dir, const git_oid *ours,
		  const git_oid *theirs, const struct strvec *paths,
		  size_t *n) MUST_CHECK;

#endif
