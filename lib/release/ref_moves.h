#ifndef RELEASE_REF_MOVES_H
#define RELEASE_REF_MOVES_H

/*
 * The second half of every plan: which refs go where, what the remote is asked
 * to take, which work trees follow.  A command collects moves, then writes the
 * steps in the order in which they are safe.
 */
#include "git/worktree.h"
#include "release/branch.h"
#include "release/release.h"

struct ref_move {
	const char *ref;
	git_oid local, remote; /* where it stands; zero: not there */
	git_oid to;            /* zero: delete */
	bool here, there;      /* is it to be moved on this side? */
};

struct ref_moves {
	struct ctx *c;
	struct plan *p;
	const struct remote *remote; /* its name is NULL: none */
	struct ref_move *item;
	size_t n;
	struct worktrees trees;
	const char *go_tree; /* the work tree that goes; NULL: the current */
	const char *go;      /* where the current work tree goes (ref or hex) */
	bool no_verify;
};

int ref_moves_init(struct ref_moves *m, struct ctx *c, struct plan *p,
		   const struct remote *remote) MUST_CHECK;
/* Move a branch to `to`, here (if it is here) and on the remote. */
void ref_moves_branch(struct ref_moves *m, const struct branch *b,
		      const git_oid *to);
/* Create a tag; what is there already at `to` is left out. */
void ref_moves_tag(struct ref_moves *m, const char *ref, const git_oid *local,
		   const git_oid *remote, const git_oid *to);
/* Once the remote has taken the push: note here, in `ref`, that it has `to`. */
void ref_moves_seen(struct ref_moves *m, const char *ref, const git_oid *local,
		    const git_oid *to);
void ref_moves_delete(struct ref_moves *m, const struct branch *b);
/* HEAD of the current work tree goes to `where`, a branch (ref) or hex. */
void ref_moves_switch(struct ref_moves *m, const char *where);

/* Write the steps: push, refs, work trees, deletions, settings.  Checks that
 * no work tree loses anything: E_POLICY. */
int ref_moves_write(struct ref_moves *m) MUST_CHECK;

#endif
