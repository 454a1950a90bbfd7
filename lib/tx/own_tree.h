#ifndef TX_OWN_TREE_H
#define TX_OWN_TREE_H

/*
 * A linked work tree of our own, in the state folder, where a conflict is
 * resolved when the current one cannot take it (see plan/resolve.h).
 */
#include "base/error.h"
#include "git/repo.h"

/* Is it one to work in?  Of a folder that a kill has left half made git says that
 * it is none. */
bool own_tree_is_there(struct repo *r, const char *path);
/* Have it there, HEAD at `at`, files and index too unless `begun`: a person has
 * worked in it.  Can be repeated. */
int own_tree_make(struct repo *r, const char *path, const git_oid *at,
		  bool begun) MUST_CHECK;
/* Remove it.  What a person has left in it stays, with a warning; gone already is
 * fine. */
int own_tree_remove(struct repo *r, const char *path) MUST_CHECK;

#endif
