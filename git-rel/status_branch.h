#ifndef GIT_REL_STATUS_BRANCH_H
#define GIT_REL_STATUS_BRANCH_H

/*
 * What a release still lacks that has a branch here: one command at a time.
 */
#include "git-rel/status.h"

/* Fills in `next`, `remark` and `waits`. */
int status_next_of_branch(struct ctx *c, struct status *s,
			  const char *branch) MUST_CHECK;
/* A release that is below what main has needs a line of its own: the command that
 * makes one, or lands it where it was begun; `remark` is said behind it.  NULL: it
 * needs none. */
const char *status_line_due(struct ctx *c, const struct version *v, bool hotfix,
			    const char **remark);

#endif
