#ifndef BACKPORT_UNSAID_H
#define BACKPORT_UNSAID_H

/*
 * A pick that the target has already and that does not say so: it conflicts with
 * what was made of it since, where it is not simply empty.
 */
#include "git-backport/fanout/fanout.h"

/* A commit of the lane's target, which the sources lack, with the patch of source
 * `k`, and which was not taken back there: 1.  Patches that cannot be read are those
 * of nobody. */
int unsaid_find(struct ctx *c, const struct fanout *f, const struct lane *l,
		size_t k, git_oid *out) MUST_CHECK;

#endif
