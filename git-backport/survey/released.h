#ifndef BACKPORT_RELEASED_H
#define BACKPORT_RELEASED_H

/*
 * In which release a commit came out.
 */
#include "cli/cmd.h"

/* The first tag, in the order of versions, that has it and is on the branch that
 * ends at `tip`; NULL: none yet. */
int released_in(struct ctx *c, const git_oid *commit, const git_oid *tip,
		const char **out) MUST_CHECK;

#endif
