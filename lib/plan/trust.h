#ifndef PLAN_TRUST_H
#define PLAN_TRUST_H

/*
 * A clone must not run code because a file in it says so: commands of .gitrel
 * run only after somebody has read them.  `git rel trust` records the digest of
 * all of them, and their text to show later what changed, in git config; in
 * GIT_REL_TRUST a digest stands for one run.
 */
#include "base/error.h"
#include "config/commands.h"
#include "git/repo.h"

#define TRUST_DIGEST "rel.trust"
#define TRUST_TEXT "rel.trusted"

/* 0 if no command in `cmds` comes from .gitrel, or if all of that .gitrel are
 * trusted, wherever it was read.
 * Else E_POLICY; what has changed since they were trusted is in the details of
 * the message. */
int trust_check(struct repo *r, const struct commands *cmds) MUST_CHECK;

#endif
