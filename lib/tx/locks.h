#ifndef TX_LOCKS_H
#define TX_LOCKS_H

/*
 * Lock files of git (see git/lock_files.h) that lie in the way of a plan, or of
 * bringing a work tree back.  Names as in git's refs/files-backend.c,
 * refs/packed-backend.c, reftable/stack.c, config.c and read-cache.c.
 */
#include "git/repo.h"
#include "plan/plan.h"

/* E_POLICY, with the command for each, where one of them stays for a second. */
int locks_check(struct repo *r, const struct plan *p) MUST_CHECK;
/* The same for HEAD and the index of a work tree; `then` is the command that is
 * to be run again. */
int locks_check_tree(struct repo *r, const char *work_tree,
		     const char *then) MUST_CHECK;

/* A hint for each that is there, behind the error that was met. */
void locks_name(struct repo *r, const struct plan *p);
/* A warning for each that stays where a plan is ended. */
void locks_warn(struct repo *r, const struct plan *p);
/* The same, and for the work tree we are in, whatever was going on there. */
void locks_warn_all(struct repo *r, const struct plan *p);

#endif
