#ifndef PICK_PATCH_FILL_H
#define PICK_PATCH_FILL_H

/*
 * What is not known yet of the patches of commits, found out by `git diff-tree`: as
 * git itself does it, their paths first, which takes no blob, and all of a patch
 * only where it is asked for.  The commits are no merges, wanted, and
 * named once.
 */
#include "pick/patch_ids.h"

/* What cannot be read remains unknown: in a partial clone, say. */
void patch_fill_paths(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n);
/* By how much the files grow. */
void patch_fill_sizes(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n);
void patch_fill_whole(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n);

#endif
