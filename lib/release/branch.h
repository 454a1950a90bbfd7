#ifndef RELEASE_BRANCH_H
#define RELEASE_BRANCH_H

/*
 * A branch, here and on the remote.
 */
#include "cli/cmd.h"
#include "git/remote.h"

/* A branch, here and there.  Strings live as long as the repository. */
struct branch {
	const char *name; /* "main" */
	const char *ref;  /* "refs/heads/main" */
	git_oid local;    /* zero: not here */
	git_oid remote;   /* zero: not there */
	git_oid tip;      /* the newer of the two; zero: nowhere */
};

/* Where a branch stands.  E_STALE when both sides have commits of their own;
 * what is only there is fetched into the scratch store.  Also E_STALE where the
 * remote has taken back what the last fetch saw. */
int branch_look(struct ctx *c, const struct remote *remote, const char *name,
		struct branch *out) MUST_CHECK;

/* Is it there still, if it was when we fetched last?  E_STALE: it was deleted or
 * renamed there, and a push would make it again.  `key` is the setting that
 * names it, NULL: none. */
int branch_is_there(struct ctx *c, const struct remote *remote,
		    const struct branch *b, const char *key) MUST_CHECK;

/* E_NOTFOUND of a branch that a setting names, K_MAIN or K_DEVELOP, with what can be
 * done. */
int branch_missing(struct ctx *c, const char *name, enum key_id key);
/* Before a release begins: can `finish` merge it back?  "": it does not. */
int branch_check_develop(struct ctx *c, const struct remote *remote,
			 const char *develop) MUST_CHECK;

/* What this repository knows without asking anybody.  Where "heads", "remotes"
 * or so has `name`; zero: nowhere. */
int branch_ref(struct ctx *c, const char *folder, const char *name,
	       git_oid *out) MUST_CHECK;
/* The remote that releases go to, NULL if there is none. */
const char *branch_remote(struct ctx *c);
/* The branch that its HEAD is on, as the last clone or fetch saw it; NULL: it does
 * not say. */
const char *branch_remote_head(struct ctx *c);
/* Does a fetch bring all branches of it?  True without one. */
bool branch_fetches_all(struct ctx *c);
/* What has a branch fetched that it does not bring. */
const char *branch_fetch(struct ctx *c, const char *name);
/* Where the last fetch saw a branch of it; zero: nowhere. */
int branch_tracked(struct ctx *c, const char *name, git_oid *out) MUST_CHECK;

/* The newer of what is here and what the last fetch saw; zero: nowhere. */
int branch_newest(struct ctx *c, const char *name, git_oid *out) MUST_CHECK;

/* How a branch is called in a command, quoted for a shell: refs/heads/<name>
 * where a tag has its name, here or on the remote (NULL: not asked), which git
 * would take.  `git switch` and `git branch` need no such thing. */
const char *branch_word(struct ctx *c, const struct remote *remote,
			const char *name);
/* " -C <path>" for a branch that another work tree has checked out, where git
 * has to be told to go; else "". */
const char *branch_elsewhere(struct ctx *c, const char *name);
/* What a person types to go to a branch that is here or only on the remote. */
const char *branch_switch(struct ctx *c, const char *name);
/* ... and to have it there as it is at `tip`, which the remote may have only:
 * whole lines; "" where it is so. */
const char *branch_bring(struct ctx *c, const char *name, const git_oid *tip);
/* ... and to have all of `b` in branch `into`, with what the remote has of it. */
const char *branch_take(struct ctx *c, const char *into,
			const struct branch *b);
/* ... and to merge `b` into `into`: what is here of it where that is all, else
 * what the remote has. */
const char *branch_merge_back(struct ctx *c, const struct branch *b,
			      const char *into);

#endif
