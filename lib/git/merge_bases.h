#ifndef GIT_MERGE_BASES_H
#define GIT_MERGE_BASES_H

/*
 * What a three-way merge of two commits looks at: their merge base, or, where
 * there are two (a hotfix went into main and into a release that is merged
 * then), these and the merge base of these, and so on.
 *
 *	at[0] ours, at[1] theirs; at[2] and at[3] their bases; ... the last one
 *	stands alone
 */
#include "base/error.h"
#include "git/repo.h"

enum { MERGE_BASES_MAX = 9 };

struct merge_bases {
	git_oid at[MERGE_BASES_MAX];
	size_t n; /* odd; 0: it is not as simple as that */
};

int merge_bases_of(struct repo *r, const git_oid *ours, const git_oid *theirs,
		   struct merge_bases *out) MUST_CHECK;

#endif
