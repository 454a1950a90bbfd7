#ifndef TX_MARKERS_H
#define TX_MARKERS_H

/*
 * Conflict markers that are left where a person has resolved a merge.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/resolve.h"

/* git add takes a file as it is; what we publish must not hold markers, but for
 * those of the picked commit itself.  Looked for in the index while git is at
 * the merge, else in HEAD.  E_CONFLICT, with the first lines. */
int markers_check(struct repo *r, const struct resolve *v,
		  const struct resolved *m, bool merging_still) MUST_CHECK;

#endif
