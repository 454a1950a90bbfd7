#ifndef GIT_TREE_DIFF_H
#define GIT_TREE_DIFF_H

/*
 * What differs between two trees, read no further than they do: libgit2's own
 * comparison reads both to the end.
 */
#include "base/error.h"
#include "git/repo.h"

/* A path that is no folder; on the side where it is not, NULL.  A file that
 * became a folder is two paths or more.  Anything but 0 ends the comparison. */
typedef int tree_diff_each(void *arg, const char *path,
			   const git_tree_entry *from,
			   const git_tree_entry *to);

/* In the order of trees; a tree that is NULL is empty.  What `each` returned
 * last. */
int tree_diff(struct repo *r, const git_tree *from, const git_tree *to,
	      tree_diff_each *each, void *arg) MUST_CHECK;

#endif
