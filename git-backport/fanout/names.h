#ifndef BACKPORT_NAMES_H
#define BACKPORT_NAMES_H

/*
 * What the branch of a backport is called, and whether it may be written.
 */
#include "git-backport/fanout/fanout.h"

struct naming {
	const char *branch; /* --branch; NULL: backport.branch */
	bool direct;        /* the target itself gets the commits */
	bool force;         /* whatever the branch has is replaced */
};

/* The name with {target} open, and the id filled in. */
const char *names_template(struct ctx *c, const struct sources *s,
			   const struct naming *how);

/* Which of the targets is a branch the backport of?  (size_t)-1: of none. */
size_t names_target(struct ctx *c, const char *branch,
		    const char *const *target, size_t n);

/* The id in the name of a branch for that target; NULL: it is none. */
const char *names_id(struct ctx *c, const char *branch, const char *target);

/* Fill in lane->branch of all lanes.  E_USAGE where two would have one name,
 * E_POLICY where another branch is in the way. */
int names_look(struct ctx *c, struct fanout *f,
	       const struct naming *how) MUST_CHECK;

/* What of the branch there is may be replaced only if it is what we left there, of
 * the same commits: once the commits are made, or for a lane that conflicts before
 * a person resolves it.  E_EXISTS. */
int names_check(struct ctx *c, const struct fanout *f, struct lane *l,
		const struct naming *how) MUST_CHECK;

#endif
