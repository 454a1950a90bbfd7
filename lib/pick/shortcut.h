#ifndef PICK_SHORTCUT_H
#define PICK_SHORTCUT_H

/*
 * Picks whose result is known without merging.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"

/*
 * The tree that putting the change from `base` to `theirs` on `ours` gives, where
 * git's answer cannot be another: 1, and it is in the scratch store.  0: git has
 * to be asked.
 *
 * A path that ours has as in the base, or as in theirs, is decided by that, as in
 * any three-way merge (Documentation/technical/trivial-merge.txt).  What is left
 * are renames.  Theirs has none where nothing was added, or nothing deleted; ours
 * may have some, but a path that is still there was not renamed, and a folder
 * that is still there was not renamed either, so nothing added to it moves.
 *
 * Where git has to be asked, `paths` gets all that it will merge, if that is known:
 * where theirs only modifies, and all of it is in ours, nothing was renamed either.
 */
int shortcut(struct repo *r, const git_oid *base, const git_oid *theirs,
	     const git_oid *ours, git_oid *out,
	     struct strvec *paths) MUST_CHECK;

#endif
