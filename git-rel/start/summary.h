#ifndef GIT_REL_START_SUMMARY_H
#define GIT_REL_START_SUMMARY_H

/*
 * What a person is told of a release: before it begins, and when its branch is
 * ready.  The texts live as long as the plan.
 */
#include "git-rel/start/release_commit.h"

/* Version, type, what --set gave, and the candidates to fold. */
const char *summary_before(struct plan *p, const struct release_commits *how);
/* "Release Prepared", and what it is made of; NULL where no settings name
 * version files or notes: there is nothing to sum up. */
const char *summary_after(struct ctx *c, struct plan *p,
			  const struct release_commits *how);

#endif
