#ifndef TX_LOCKS_H
#define TX_LOCKS_H

/*
 * Lock files of git that lie in the way of a plan: of a git that runs, or of
 * one that was killed, which only a person can tell.  Names as in git's
 * refs/files-backend.c, refs/packed-backend.c and config.c.
 */
#include "git/repo.h"
#include "plan/plan.h"

/* E_POLICY, with the command for each, where one of them stays for a second. */
int locks_check(struct repo *r, const struct plan *p) MUST_CHECK;

/* A hint for each that is there, behind the error that was met. */
void locks_name(struct repo *r, const struct plan *p);

#endif
