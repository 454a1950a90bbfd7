#ifndef GIT_SCRATCH_H
#define GIT_SCRATCH_H

/*
 * New objects, kept aside until the plan is carried out.
 *
 * Everything libgit2 or a child git writes goes to a folder of its own, as
 * receive-pack does with what is pushed to it.  scratch_save() moves it into
 * the repository; without that, nothing is left.  For a dry run the folder is
 * below $TMPDIR, else beside the objects, so that saving is renaming; `git
 * prune` would clear it away after a crash, and so do we.
 */
#include "base/error.h"
#include "git/repo.h"

/* Start one; again is fine.  From then on the repository's `env` lets a child
 * git read and write there. */
int scratch_open(struct repo *r) MUST_CHECK;
/* Its folder, for what shall go with it; once it is open. */
const char *scratch_folder(const struct repo *r);
/* Tell libgit2 of packs that a child has put there. */
int scratch_refresh(struct repo *r) MUST_CHECK;
/* Move all of it into the repository, synced to disk; may be repeated. */
int scratch_save(struct repo *r) MUST_CHECK;
/* Take an object out again that has served its purpose. */
void scratch_forget(struct repo *r, const git_oid *id);
void scratch_discard(struct repo *r);
/* Remove what killed runs left. */
void scratch_sweep(struct repo *r);

#endif
