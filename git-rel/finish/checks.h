#ifndef GIT_REL_FINISH_CHECKS_H
#define GIT_REL_FINISH_CHECKS_H

/*
 * What must hold where a release lands before it is tagged: E_POLICY, with what
 * to do.
 */
#include "git-rel/finish/land_state.h"

/* A new tag goes forward. */
int land_check_above(const struct land *l, struct ctx *c) MUST_CHECK;
/* It is on a commit of its own: a release without any change is a mistake, but
 * for the final one of a candidate. */
int land_check_own_commit(const struct land *l, struct ctx *c) MUST_CHECK;
/* What is tagged must say no other version; the merge is not worth making where
 * its branch does. */
int land_check_version(const struct land *l, struct ctx *c,
		       const git_oid *at) MUST_CHECK;
/* The .gitrel there must be the one that counts. */
int land_check_policy(const struct land *l, struct ctx *c) MUST_CHECK;

#endif
