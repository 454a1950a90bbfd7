#ifndef TX_BY_HAND_H
#define TX_BY_HAND_H

/*
 * The merge or pick that a person is at in a work tree (see plan/resolve.h), as
 * git there tells it.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"
#include "plan/resolve.h"

/* git, run in that work tree; its exit status, or negative.  What it prints goes
 * to `out`, or with NULL to standard error; what it says to `said`, unless NULL. */
int by_hand_git(struct repo *r, const struct resolve *v,
		const char *const *argv, struct strbuf *out) MUST_CHECK;
int by_hand_git_said(struct repo *r, const struct resolve *v,
		     const char *const *argv, struct strbuf *out,
		     struct strbuf *said) MUST_CHECK;

/* Is the one that waits, or was the last, a pick? */
bool by_hand_picks(const struct resolve *v);
/* "merge", as git calls what is done. */
const char *by_hand_verb(const struct resolve *v);

int by_hand_head(struct repo *r, const struct resolve *v,
		 git_oid *out) MUST_CHECK;
/* The branch HEAD is on, in full; empty if on none. */
int by_hand_branch(struct repo *r, const struct resolve *v,
		   struct strbuf *out) MUST_CHECK;
/* What MERGE_HEAD is, or CHERRY_PICK_HEAD; zero: none is under way. */
int by_hand_theirs(struct repo *r, const struct resolve *v,
		   git_oid *out) MUST_CHECK;

/* Write a file of git's folder of that work tree: MERGE_MSG, MERGE_HEAD. */
int by_hand_write(struct repo *r, const char *worktree, const char *name,
		  const char *text) MUST_CHECK;

/* 0 if `head` is what was asked for, made; E_STALE, and what to do, if not. */
int by_hand_is_made(struct repo *r, const struct resolved *m,
		    const git_oid *head) MUST_CHECK;
/* HEAD is the merge, and git was killed before it forgot that it was at it:
 * `theirs` is what it is still at. */
int by_hand_forget(struct repo *r, const struct resolve *v,
		   const struct resolved *m, const git_oid *theirs) MUST_CHECK;

#endif
