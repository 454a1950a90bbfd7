#ifndef GIT_UNSHARED_H
#define GIT_UNSHARED_H

/*
 * What one branch has and another one lacks.
 */
#include "git/repo.h"

struct unshared {
	size_t n;
	const char *newest; /* "1b2c3d4 Mend it", in the repo's arena; or NULL */
};

/* The commits of `tip` that `base` lacks, merges aside, and those aside whose
 * change it has as another commit. */
int unshared_look(struct repo *r, const git_oid *base, const git_oid *tip,
		  struct unshared *out) MUST_CHECK;

#endif
