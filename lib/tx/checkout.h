#ifndef TX_CHECKOUT_H
#define TX_CHECKOUT_H

/*
 * A work tree that is brought along by a step: what its parts share.
 */
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/worktree_look.h"
#include "tx/step.h"

/* HEAD is the user's when it is neither where it was nor where it goes. */
enum where { HEAD_FROM, HEAD_TO, HEAD_ELSEWHERE };

struct checkout {
	struct attempt *a;
	const char *dir;
	git_oid from, to;
	struct strvec env;
	struct tree_change *change;
	enum place *place;
	size_t n;
	bool looked; /* the files are the plan's to bring along */
};

/* git, run there. */
int checkout_git(struct checkout *k, const char *const *argv,
		 const struct strbuf *in, struct strbuf *out) MUST_CHECK;

/* The branch HEAD is on, or the commit as hex. */
int checkout_read_head(struct checkout *k, struct strbuf *head) MUST_CHECK;
/* What the plan makes of a branch that was at `from`; NULL: nothing. */
const git_oid *checkout_moved(const struct attempt *a, const char *ref);
/* Is it a step of the plan, or somebody's who only needs a checkout? */
bool checkout_is_planned(const struct attempt *a);
/* Where HEAD is, as checkout_read_head() tells it. */
enum where checkout_where(const struct attempt *a, const char *head);
int checkout_look_at_head(struct checkout *k, enum where *out) MUST_CHECK;
/* "checkout: moving from A to B" is what `git checkout -` looks for. */
int checkout_move_head(struct checkout *k) MUST_CHECK;

/* The hooks that git runs behind a checkout, and behind a merge made here. */
int checkout_post_checkout(struct checkout *k) MUST_CHECK;
int checkout_post_merge(struct checkout *k) MUST_CHECK;

#endif
