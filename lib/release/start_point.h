#ifndef RELEASE_START_POINT_H
#define RELEASE_START_POINT_H

/*
 * What a release branch grows from.
 */
#include "release/release.h"

struct start_point {
	git_oid id;
	const char *name;   /* as a person would say it */
	const char *branch; /* short name if it is a branch of ours */
};

/* A branch here or on the remote, the branch of another remote
 * ("upstream/main", fetched), HEAD, or any commit.  E_NOTFOUND. */
int start_point_find(struct ctx *c, struct release *rel, const char *name,
		     struct start_point *out) MUST_CHECK;

#endif
