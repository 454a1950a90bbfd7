#ifndef GIT_REL_START_PUSH_H
#define GIT_REL_START_PUSH_H

/*
 * The push of a branch that a release begins on.
 */
#include "git-rel/start/plan.h"

/* Is the branch to be pushed? */
bool start_pushes(const struct start *s, struct ctx *c);

#endif
