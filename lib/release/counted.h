#ifndef RELEASE_COUNTED_H
#define RELEASE_COUNTED_H

/*
 * The version that is not spelt out: "major", "minor", "patch".
 */
#include "release/release.h"

/* The next one after the last release that `within` has (NULL: after the last of
 * all) and that no tag has, here or on the remote; one may be on another line.
 * `rel` is named by it.  E_NOTFOUND, with a hint, where nothing was released. */
int release_counted(struct ctx *c, struct release *rel, enum part part,
		    const git_oid *within, struct version *out) MUST_CHECK;

#endif
