#ifndef TX_HALF_MERGE_H
#define TX_HALF_MERGE_H

/*
 * A git merge that was killed when it had written files and index, but not yet
 * MERGE_HEAD: no git command takes that for a merge, and none begins another.
 */
#include "git/repo.h"

/* Back to `ours`, where HEAD is there and all that is unmerged is of the merge of
 * `theirs`; else nothing is done. */
int half_merge_undo(struct repo *r, const char *work_tree, const git_oid *ours,
		    const git_oid *theirs) MUST_CHECK;

#endif
