#ifndef OBJECT_HOOK_VIEW_H
#define OBJECT_HOOK_VIEW_H

/*
 * What a hook sees of a commit that is not on any branch yet: a git directory
 * of its own, beside the new objects, with the HEAD, index, MERGE_HEAD and
 * message that git would show it.  Nothing of the user's is touched: HEAD and
 * index of the work tree stay as they are, and entries of this index are marked
 * so that no git command looks at, or writes, the files they stand for.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"

struct hook_view {
	struct repo *repo;
	const char *branch; /* short: what HEAD is on */
	git_oid head;
	git_oid tree;       /* what the index holds */
	git_oid merge_head; /* zero: no merge */
	const char *what;   /* is merged, as git was told; NULL: no merge */
	git_oid theirs;     /* the commit of that */
	bool files;         /* a work tree with the files of the index */

	/* out */
	bool moved;      /* it sees the branch at another commit than it is */
	char *dir;       /* the git directory */
	const char *top; /* the work tree, which is where hooks run */
	struct strvec env;
};

/* After scratch_open().  The caller releases it, also after an error. */
int hook_view_open(struct hook_view *v) MUST_CHECK;
/* MERGE_HEAD, which git writes behind pre-merge-commit. */
int hook_view_merge(struct hook_view *v) MUST_CHECK;
void hook_view_release(struct hook_view *v);
static inline void cleanup_hook_view(struct hook_view *v)
{
	hook_view_release(v);
}

#endif
