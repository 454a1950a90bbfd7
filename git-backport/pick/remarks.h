#ifndef BACKPORT_REMARKS_H
#define BACKPORT_REMARKS_H

/*
 * What a person should know before a backport is made.
 */
#include "git-backport/fanout/fanout.h"

/* Notes of the plan: what was declined, what does not say where it is from, what
 * could not be seen. */
int remarks_note(struct ctx *c, struct plan *p,
		 const struct fanout *f) MUST_CHECK;

#endif
