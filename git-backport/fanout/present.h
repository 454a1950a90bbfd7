#ifndef BACKPORT_PRESENT_H
#define BACKPORT_PRESENT_H

/*
 * What a target has already, before anything is tried: the commit itself, or one
 * that says it is a pick of it.
 */
#include "git-backport/fanout/fanout.h"

/* Mark the cells.  One process for all targets. */
int present_look(struct ctx *c, struct fanout *f) MUST_CHECK;
/* Was that commit of a target taken back there?  1: yes. */
int present_reverted(struct ctx *c, const struct fanout *f,
		     const struct lane *l, const git_oid *id) MUST_CHECK;

#endif
