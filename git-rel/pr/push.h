#ifndef GIT_REL_PR_PUSH_H
#define GIT_REL_PR_PUSH_H

/*
 * Where the branch of a pull request is pushed to: the remote if it takes it from
 * us, else the fork.
 */
#include "net/forge.h"
#include "release/branch.h"
#include "release/release.h"

/* Steps that bring the branch there.  `head_project` becomes that of the fork, or
 * NULL.  E_POLICY where we may push to neither. */
int pr_push(struct ctx *c, struct plan *p, struct forge *f, struct release *rel,
	    struct branch *b, bool no_verify,
	    const char **head_project) MUST_CHECK;

#endif
