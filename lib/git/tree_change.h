#ifndef GIT_TREE_CHANGE_H
#define GIT_TREE_CHANGE_H

/*
 * What differs between the trees of two commits, in the order of strcmp().
 */
#include "base/error.h"
#include "git/repo.h"

struct tree_change {
	const char *path;
	git_oid from, to; /* zero: not there */
	unsigned from_mode, to_mode;
};

/* In the repository's arena. */
int tree_changes(struct repo *r, const git_oid *from, const git_oid *to,
		 struct tree_change **out, size_t *n) MUST_CHECK;

/* The change of that path, or of the nearest folder of it that is a path of its
 * own: "a" of "a/b/c", where a folder takes the place of a file.  NULL: none. */
const struct tree_change *tree_change_at(const struct tree_change *change,
					 size_t n, const char *path);
const struct tree_change *tree_change_above(const struct tree_change *change,
					    size_t n, const char *path);

#endif
