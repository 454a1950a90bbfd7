#ifndef GIT_HISTORY_H
#define GIT_HISTORY_H

/*
 * Questions about history.  Ids are commits (peel first).  libgit2 answers,
 * but git does where replace refs or grafts rewrite what it would see.
 */
#include "base/error.h"
#include "git/repo.h"

/* 1 if `ancestor` is `tip` or behind it, 0 if not, negative on errors. */
int history_contains(struct repo *r, const git_oid *ancestor,
		     const git_oid *tip) MUST_CHECK;
/* 1 if one of several tips has it, by one walk; 0 if none does. */
int history_on_any(struct repo *r, const git_oid *ancestor, const git_oid *tip,
		   size_t n) MUST_CHECK;
/* True where git's commit-graph tells that no tip can have it: their longest
 * ways to a root are no longer than its own.  False where nobody knows. */
bool history_is_above(struct repo *r, const git_oid *id, const git_oid *tip,
		      size_t n);
/* history_contains() where that is soon seen: true if `ancestor` is among the
 * newest commits of `tip`, false where nobody knows. */
bool history_is_near(struct repo *r, const git_oid *ancestor,
		     const git_oid *tip);
/* history_contains() of many commits, by one walk of git's: `behind` gets an
 * answer each.  All must be here. */
int history_behind(struct repo *r, const git_oid *tip, const git_oid *id,
		   size_t n, bool *behind) MUST_CHECK;
/* How two branches stand to each other. */
enum relation { SAME, BEHIND, AHEAD, DIVERGED };
/* Where `ours` stands as seen from `theirs`: BEHIND when it can be moved
 * forward to it. */
int history_relation(struct repo *r, const git_oid *ours, const git_oid *theirs,
		     enum relation *out) MUST_CHECK;
/* How many commits `tip` has that `base` has not. */
int history_count(struct repo *r, const git_oid *base, const git_oid *tip,
		  size_t *out) MUST_CHECK;
/* Is a merge among the commits that `tip` has and `base` has not? */
int history_has_merge(struct repo *r, const git_oid *base,
		      const git_oid *tip) MUST_CHECK;
/* The best common ancestor; zero if there is none. */
int history_merge_base(struct repo *r, const git_oid *a, const git_oid *b,
		       git_oid *out) MUST_CHECK;
int history_tree(struct repo *r, const git_oid *commit,
		 git_oid *out) MUST_CHECK;
/* Parent number `i` of a commit; zero if it has fewer. */
int history_parent(struct repo *r, const git_oid *commit, unsigned i,
		   git_oid *out) MUST_CHECK;

/*
 * Where the work of branch tip `tip` arrived on the branch that ends at `main`:
 * the oldest commit on main's first-parent line that contains it, by merge or
 * fast-forward, or that has the same content merged in, by squash or rebase.
 * Zero if it has not arrived.  `*merged` tells which of the two.
 */
int history_landed(struct repo *r, const git_oid *main, const git_oid *tip,
		   git_oid *out, bool *merged) MUST_CHECK;

/* Is the history whole?  E_POLICY for a shallow clone. */
int history_need_whole(struct repo *r) MUST_CHECK;

#endif
