#ifndef BACKPORT_STOP_H
#define BACKPORT_STOP_H

/*
 * A pick that conflicts, handed to a person in the work tree.
 */
#include "git-backport/fanout/fanout.h"
#include "plan/plan.h"

/* Set up the first one that is left; nothing else is done before all of them are
 * resolved.
 * `again` is the command to take up then, with its program.  Where the
 * current work tree is busy, in the way or none, one is added for it.  E_POLICY
 * where that is in the way, too. */
int stop_write(struct ctx *c, struct plan *p, struct fanout *f,
	       const struct strvec *again) MUST_CHECK;
/* All are resolved: forget that there were any. */
void stop_forget(struct ctx *c, struct plan *p, const struct fanout *f);

#endif
