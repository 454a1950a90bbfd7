#ifndef RULES_CHANGELOG_AT_H
#define RULES_CHANGELOG_AT_H

/*
 * The changelog of the policy, as a commit has it.
 */
#include "rules/trial.h"

/* Has it a section for a version?  True where its path is not known.  `*path` is
 * that of the file. */
int changelog_has(struct trial *t, const git_oid *commit,
		  const struct version *v, bool *has,
		  const char **path) MUST_CHECK;
/* Is it another one in `b` than in `a`? */
int changelog_differs(struct trial *t, const git_oid *a, const git_oid *b,
		      bool *differs, const char **path) MUST_CHECK;

/* The blob of a path at a commit: 1, or 0 where there is no such file. */
int blob_at(struct trial *t, const git_oid *commit, const char *path,
	    git_oid *out) MUST_CHECK;

#endif
