#ifndef GIT_REL_HOOK_OWN_PLAN_H
#define GIT_REL_HOOK_OWN_PLAN_H

/*
 * Is it one of our commands that git runs the hook for?  What it is about to do
 * stands in the journal.
 */
#include "git/hook_input.h"
#include "git/repo.h"

/* Are all of these refs pushed, or moved here, as planned? */
bool own_plan_pushes(struct repo *r, const struct hook_lines *lines);
bool own_plan_moves(struct repo *r, const struct hook_lines *lines);

#endif
