#ifndef TX_STAGE_H
#define TX_STAGE_H

/*
 * One process at a time works at a command that goes in stages, or runs commands
 * of the project; it holds the file "running" from its first change to its end.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

/* Take it, or have it already; it is held until this process ends.  E_PENDING
 * if another one has it. */
int stage_lock(struct repo *r) MUST_CHECK;
/* Has another process got it? */
bool stage_is_held(struct repo *r);

/* Before a plan that is part of such a command: lock, and look whether it is
 * still the one that is under way.  E_PENDING if another is, E_STALE if it was
 * given up. */
int stage_enter(struct repo *r, const struct plan *p) MUST_CHECK;

#endif
