#ifndef PLAN_RESOLVE_H
#define PLAN_RESOLVE_H

/*
 * Merges that a person has resolved, or is about to, for a command that met a
 * conflict: noted in the state folder until that command is through.
 *
 * The merge is made on a detached HEAD, so that no branch moves before the
 * release is decided; the merge commit that comes out of it is then used where
 * the command would have made its own.
 *
 * File "resolve": one JSON line, {"version":1,"argv":[..],"worktree":..,
 * "head":..,"merges":[{"branch":..,"ours":..,"theirs":..,"commit":..}]};
 * "by_hand":true where a person made it, "picks":true for a pick; "commit" is
 * absent while a person is at it, and then "from" is the commit HEAD came from,
 * "message" what git was told to say, once all was set up.  "head" is where HEAD was: a branch, or hex.
 * "policy" is the text of the .gitrel that the command was begun with; absent: none.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

struct resolved {
	const char *branch; /* short name, for messages */
	git_oid ours, theirs;
	git_oid commit; /* zero: being resolved; `ours`: left out */
	git_oid from;   /* where HEAD was before; zero: not known */
	/* NULL until git is at the merge and a person can begin */
	const char *message;
	bool by_hand; /* a person made it; else we did, on the way */
	bool picks;   /* `theirs` is picked, and not merged */
};

struct resolve {
	struct strvec argv;   /* the command to take up again */
	const char *worktree; /* where it is done */
	const char *head;
	const char *policy; /* NULL: there was none */
	struct resolved *merge;
	size_t n;
	bool exists;
};

/* Read it; `exists` is false where there is none. */
int resolve_read(struct resolve *out, struct repo *r) MUST_CHECK;
void resolve_write(const struct resolve *v, struct strbuf *out);
void resolve_release(struct resolve *v);
const char *resolve_path(struct repo *r);
/* Where a work tree of our own is added for it, when the current one cannot take
 * it; and is this path it? */
const char *resolve_own_tree(struct repo *r);
bool resolve_is_own_tree(struct repo *r, const char *path);
/* The merge that waits for a person, or NULL. */
struct resolved *resolve_open_merge(const struct resolve *v);
/* The commit a person made of just this merge, or NULL. */
const git_oid *resolve_find(const struct resolve *v, const git_oid *ours,
			    const git_oid *theirs);
/* The newest commit a person made of a merge into `branch`, or NULL. */
const git_oid *resolve_by_hand(const struct resolve *v, const char *branch);

static inline void cleanup_resolve(struct resolve *v)
{
	resolve_release(v);
}

#endif
