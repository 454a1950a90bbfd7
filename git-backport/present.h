#ifndef BACKPORT_PRESENT_H
#define BACKPORT_PRESENT_H

/*
 * What a target has already, before anything is tried: the commit itself, or one
 * that says it is a pick of it.
 */
#include "git-backport/fanout.h"

/* Mark the cells.  One process for all targets. */
int present_look(struct ctx *c, struct fanout *f) MUST_CHECK;

#endif
