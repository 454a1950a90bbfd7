#ifndef GIT_REL_CHECK_MERGE_H
#define GIT_REL_CHECK_MERGE_H

/*
 * The merge that a forge would make of a pull request.
 */
#include "git/repo.h"
#include "dialect/forge_event.h"

/* One that stands in for it, in the scratch store: with the files that git makes of
 * it, and where that conflicts those of the pull request. */
int merge_stand_in(struct repo *r, const struct forge_event *e,
		   const git_oid *base, const git_oid *head,
		   git_oid *out) MUST_CHECK;

#endif
