#ifndef BACKPORT_MOVES_H
#define BACKPORT_MOVES_H

/*
 * The steps of a backport: commits, one push, one transaction for all branches.
 */
#include "git-backport/fanout/fanout.h"
#include "git-backport/fanout/names.h"
#include "plan/plan.h"

/* Of all lanes that do not conflict.  `to` takes the branches, the targets' remote
 * or a fork; NULL: nothing is pushed. */
int moves_write(struct ctx *c, struct plan *p, struct fanout *f,
		const struct naming *how, const struct remote *to) MUST_CHECK;

#endif
