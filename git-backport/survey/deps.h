#ifndef BACKPORT_DEPS_H
#define BACKPORT_DEPS_H

/*
 * Commits that have to be picked before one that conflicts.
 */
#include "git-backport/fanout/fanout.h"

/* For each target that conflicts, put those in front that make it clean, for that
 * target alone (source.only).  1: there are some, and the fan-out is to be made
 * again; 0: there are none. */
int deps_add(struct ctx *c, struct fanout *f) MUST_CHECK;

#endif
