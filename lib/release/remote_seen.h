#ifndef RELEASE_REMOTE_SEEN_H
#define RELEASE_REMOTE_SEEN_H

/*
 * The remote of a release, also where it does not answer: for what a person is told
 * to do, never for what is done.
 */
#include "release/release.h"

/* As remote_look(); where that is E_NET, its branches as the last fetch saw them stand
 * in, without tags, and `*away` is why, in one line; else NULL.  E_NET where nothing
 * was ever fetched. */
int remote_seen(struct ctx *c, const char *name, struct remote *out,
		const char **away) MUST_CHECK;
/* As release_remote(), and the same. */
int release_remote_seen(struct ctx *c, struct release *rel,
			const char **away) MUST_CHECK;

#endif
