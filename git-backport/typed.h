#ifndef BACKPORT_TYPED_H
#define BACKPORT_TYPED_H

/*
 * What a person types for a pick.
 */
#include "git-backport/fanout.h"
#include "plan/plan.h"

/* Options of git cherry-pick, each with a blank behind it: "-x -m 1 ". */
const char *typed_options(struct plan *p, const struct fanout *f);
/* "git cherry-pick -x 1234567890" */
const char *typed_pick(struct plan *p, const struct fanout *f,
		       const git_oid *commit);

#endif
