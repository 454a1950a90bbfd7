#ifndef GIT_WORKTREE_H
#define GIT_WORKTREE_H

/*
 * The work trees of a repository, which branches they hold, and whether one can
 * be brought from one commit to another without touching what is its user's.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "git/tree_change.h"

struct worktree {
	const char *path;    /* absolute */
	const char *git_dir; /* its own */
	const char *branch;  /* "refs/heads/x"; NULL: detached */
	git_oid head;
	const char *busy;        /* what goes on in it ("a rebase"), or NULL */
	const char *busy_branch; /* what a rebase or bisection there holds */
	const char *busy_how;    /* "rebased", "bisected" */
	bool absent;             /* locked, and its folder is not there */
	bool current;            /* the one we are in */
};

struct worktrees {
	struct worktree *item;
	size_t n;
};

/* All of them, bare ones left out; the current one, if any, is found by its
 * path.  One process, only when there are linked ones. */
int worktrees_list(struct repo *r, struct worktrees *out) MUST_CHECK;
struct worktree *worktrees_current(const struct worktrees *w);
/* The one in this folder, or NULL. */
struct worktree *worktrees_at(const struct worktrees *w, const char *path);
/* E_POLICY where the folder is no work tree of this repository: what names it
 * was noted in another one, of which this is a copy. */
int worktree_require(struct repo *r, const char *path) MUST_CHECK;
/* The work tree that has `branch` checked out, or NULL. */
struct worktree *worktrees_holding(const struct worktrees *w,
				   const char *branch);

#endif
