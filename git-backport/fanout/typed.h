#ifndef BACKPORT_TYPED_H
#define BACKPORT_TYPED_H

/*
 * What a person types for a pick.
 */
#include "git-backport/fanout/fanout.h"
#include "plan/plan.h"

/* Options of git cherry-pick for this cell, each with a blank behind it:
 * "-x -m 1 ". */
const char *typed_options(struct plan *p, const struct fanout *f,
			  const struct cell *cell);
/* "git cherry-pick -x 1234567890", for source `k` on that lane.  `there`: what is
 * picked is here, else it comes of what is typed before. */
const char *typed_pick(struct plan *p, const struct fanout *f,
		       const struct lane *l, size_t k, bool there);

#endif
