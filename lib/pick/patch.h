#ifndef PICK_PATCH_H
#define PICK_PATCH_H

/*
 * What commits change, made comparable: many of them in one `git diff-tree`,
 * whose text is hashed as it comes and not kept.
 */
#include "base/error.h"
#include "base/sha256.h"
#include "git/repo.h"

struct patch {
	git_oid commit, parent; /* parent: zero for the first of a history */

	/* out; equal where git patch-id --stable is, and the blobs of binary
	 * files are */
	char id[SHA256_HEX_SIZE];
	/* where the same lines are added and deleted, whatever is around them and
	 * in whatever file */
	char lines[SHA256_HEX_SIZE];
	/* added lines that `git diff --check` takes for conflict markers: of
	 * "<" and ">", and those of "=", which also stand below headings */
	size_t sides, middles;
};

int patch_read_all(struct repo *r, struct patch *patch, size_t n) MUST_CHECK;

#endif
