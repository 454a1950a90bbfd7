#ifndef TX_ASTRAY_H
#define TX_ASTRAY_H

/*
 * A merge or pick that waits, and that git knows nothing of: we were cut off
 * before it could be set up, or a person has ended it in git.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "plan/resolve.h"

/* `head` and `theirs` are what by_hand_head() and by_hand_theirs() tell. */

/* Not set up yet? */
bool astray_is_early(const struct resolved *m, const git_oid *theirs);
/* It was set up, and git has forgotten it since? */
bool astray_is_forgotten(const struct resolved *m, const git_oid *head,
			 const git_oid *theirs);
/* 1 if something is staged or unmerged there, 0 if not. */
int astray_is_staged(struct repo *r, const struct resolve *v) MUST_CHECK;

/* HEAD and files on their way to the place of the merge: to the end of it.
 * Nothing where HEAD is elsewhere. */
int astray_arrive(struct repo *r, const struct resolve *v,
		  const struct resolved *m) MUST_CHECK;
/* git is at it again, with what is in the work tree. */
int astray_remind(struct repo *r, const struct resolve *v,
		  const struct resolved *m) MUST_CHECK;

/* Short names of the commits from `m` up to HEAD that no branch, no tag and no
 * other merge holds, newest first; some of them if they are many. */
int astray_list(struct repo *r, const struct resolve *v,
		const struct resolved *m, struct strvec *out) MUST_CHECK;

#endif
