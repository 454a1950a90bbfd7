#ifndef RELEASE_CANDIDATE_BRANCH_H
#define RELEASE_CANDIDATE_BRANCH_H

/*
 * Where a release is merged before it lands, to be qualified: a branch beside its
 * own, so that CI has it, "release-qual/1.2.0".
 */
#include "release/release.h"

/* Its short name; NULL where that is a release branch of the project's. */
const char *candidate_branch(struct ctx *c, const struct version *v);
/* Is `branch` (short) one?  Its version. */
bool candidate_branch_is(struct ctx *c, const char *branch,
			 struct version *out);

#endif
