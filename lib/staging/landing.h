#ifndef STAGING_LANDING_H
#define STAGING_LANDING_H

/*
 * What would be on main, were the release finished now.  Where that is a merge
 * with what main has of its own, or an answer is about the commit, the merge is
 * made before it is made: what is tested is what ships.
 */
#include "staging/policy.h"

struct landing {
	bool is_merge;        /* a commit that is to be made; else the branch */
	bool landed;          /* the branch is on main already */
	git_oid main, branch; /* as they stand now; zero: not there */
	git_oid commit, tree; /* of a merge once it is made */
	bool is_draft; /* made to be looked at: the next one has another id */
};

/* By what is known here or, once the remote was asked, there. */
int landing_look(struct landing *out, struct ctx *c, const struct staging *s,
		 const struct policy *p) MUST_CHECK;
/* Does what is bound by its files only land with these, as another commit? */
bool landing_is_by_tree(struct ctx *c, const struct policy *p);
/* Is the candidate that still? */
bool landing_is_candidate(const struct landing *l, const struct staging *s);

/* What would be tagged, where that is the tip of the branch as it is; zero: it is a
 * commit that is made then, here or by a forge, or one that the branch has come to
 * main by. */
int landing_tagged(const struct landing *l, struct ctx *c,
		   git_oid *out) MUST_CHECK;

/* Make the merge, in the scratch store, as `git rel finish` does; with `p` also
 * the step that tells it.  What is none is left as it is.  E_CONFLICT with what a
 * person does. */
int landing_make(struct landing *l, struct ctx *c, const struct staging *s,
		 struct plan *p) MUST_CHECK;

#endif
