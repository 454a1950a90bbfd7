#ifndef GIT_REL_FINISH_REVERTED_H
#define GIT_REL_FINISH_REVERTED_H

/*
 * What the forge merged and main has taken back since.
 */
#include "git-rel/finish/land_state.h"

/* E_POLICY if `main`, or what came to it after `landed`, reverts that commit, and
 * nothing has reverted the revert. */
int land_check_reverted(const struct land *l, struct ctx *c,
			const git_oid *main) MUST_CHECK;

#endif
