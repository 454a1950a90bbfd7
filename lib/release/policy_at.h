#ifndef RELEASE_POLICY_AT_H
#define RELEASE_POLICY_AT_H

/*
 * The policy of a release is the .gitrel that is released.  What is in force is
 * that of the work tree, which may stand somewhere else.
 */
#include "release/release.h"

/* E_POLICY where .gitrel of `commit`, which a version is to name, has a value
 * that does not count here; git config may have another one.  What .gitrel has
 * here besides is fine.  The way out goes to the first of `branches`
 * (NULL-terminated, "" is passed over) that has that .gitrel; where none has,
 * `otherwise` is the hint. */
int policy_require(struct ctx *c, const git_oid *commit,
		   const char *const *branches,
		   const char *otherwise) MUST_CHECK;

/* What one types to go where it counts: "git switch main"; "": it does here, or
 * nothing is known. */
const char *policy_way(struct ctx *c, const git_oid *commit,
		       const char *const *branches);

#endif
