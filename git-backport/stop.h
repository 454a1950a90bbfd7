#ifndef BACKPORT_STOP_H
#define BACKPORT_STOP_H

/*
 * A pick that conflicts, handed to a person in the work tree.
 */
#include "git-backport/fanout.h"
#include "plan/plan.h"

/* Set up the first one that is left; nothing else is done before all of them are
 * resolved.
 * `again` is the command to take up then, with its program.  E_POLICY where there
 * is no work tree, or it is busy or in the way. */
int stop_write(struct ctx *c, struct plan *p, struct fanout *f,
	       const struct strvec *again) MUST_CHECK;
/* All are resolved: forget that there were any. */
void stop_forget(struct plan *p, const struct fanout *f);

#endif
