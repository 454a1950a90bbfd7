#ifndef GIT_REL_CHECK_PROPOSAL_H
#define GIT_REL_CHECK_PROPOSAL_H

/*
 * What `git rel check --rules` is to judge.
 */
#include "cli/cmd.h"
#include "rules/change.h"

struct proposal {
	struct ctx *c;
	struct changes changes;
	const char *head; /* the ref we are on, or NULL */
	git_oid at;
	/* in CI: the branch that tells whose rules count; else NULL */
	const char *trunk;
};

/* One more change, of a ref that is copied; valid until the next. */
struct ref_change *proposal_add(struct proposal *p, const char *ref);

#endif
