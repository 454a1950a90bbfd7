#ifndef TX_RESUME_H
#define TX_RESUME_H

/*
 * A merge that a person resolves in the work tree (see plan/resolve.h): taking
 * it up again, or giving it up.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "plan/resolve.h"

/* The person is through: make the merge commit if that is still to do, and note
 * it.  `argv` gets the command to run again.  E_CONFLICT while paths are
 * unmerged; E_STALE when HEAD is not that merge. */
int resume_continue(struct repo *r, struct strvec *argv) MUST_CHECK;
/* The pick that waits is left out, or else the one that was resolved last: git
 * forgets it, and it counts as resolved by nothing.  What was done to it so far
 * is kept: `made` gets the short names.  As
 * resume_continue() else. */
int resume_skip(struct repo *r, struct strvec *argv,
		struct strvec *made) MUST_CHECK;
/* Back to where HEAD was; forget it.  1 if HEAD stays where it is, which is told:
 * its branch is gone, or a person has led it elsewhere.  E_POLICY if the work tree would lose
 * something.  `made`, unless NULL, gets the short names of the merges that a
 * person has resolved and no branch holds. */
int resume_abort(struct repo *r, struct strvec *made) MUST_CHECK;
/* The merge that waits, as if git had never been at it; HEAD and its commits
 * stay. */
int resume_abort_merge(struct repo *r, const struct resolve *v,
		       const git_oid *head, struct strvec *made) MUST_CHECK;
int resume_quit(struct repo *r) MUST_CHECK;

#endif
