/*
 * The parents that a commit itself names.  libgit2 from 1.7 on says that it has
 * none where a shallow clone ends, before it tells them all: then a commit at
 * that edge cannot be told from one that begins a history.
 */
#ifndef GIT_COMMIT_PARENTS_H
#define GIT_COMMIT_PARENTS_H

#include <git2/types.h>
#include <stdbool.h>

unsigned commit_parents(const git_commit *c);
/* Number `i`; false if there are fewer, and then `*out` is zero. */
bool commit_parent(const git_commit *c, unsigned i, git_oid *out);

#endif
