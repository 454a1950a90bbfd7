#ifndef GIT_REL_PR_PUSH_H
#define GIT_REL_PR_PUSH_H

/*
 * Where the branch of a pull request is pushed to: the remote if it takes it from
 * us, else the fork.
 */
#include "dialect/forge.h"
#include "release/branch.h"
#include "release/release.h"

/* Steps that bring the branch there.  `head_project` becomes that of the fork, or
 * NULL.  E_POLICY where we may push to neither. */
int pr_push(struct ctx *c, struct plan *p, struct forge *f, struct release *rel,
	    struct branch *b, bool no_verify,
	    const char **head_project) MUST_CHECK;

/* The open pull request of a release, from its project or the fork.  E_NOTFOUND,
 * with a hint. */
int pr_find(struct ctx *c, struct forge *f, const struct release *rel,
	    struct forge_pull *out) MUST_CHECK;

#endif
