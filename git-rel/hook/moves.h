#ifndef GIT_REL_HOOK_MOVES_H
#define GIT_REL_HOOK_MOVES_H

/*
 * pre-push, pre-receive, update and reference-transaction: refs that are about
 * to move.
 */
#include "cli/cmd.h"

/* The exit status.  `in` is what came on stdin, `args` the name of the hook and
 * what stood behind it. */
int moves_pre_push(struct repo *r, const struct strvec *args,
		   const struct strbuf *in) MUST_CHECK;
int moves_pre_receive(struct ctx *c, const struct strbuf *in) MUST_CHECK;
int moves_update(struct ctx *c, const struct strvec *args) MUST_CHECK;
int moves_transaction(struct repo *r, const struct strvec *args,
		      const struct strbuf *in) MUST_CHECK;

#endif
