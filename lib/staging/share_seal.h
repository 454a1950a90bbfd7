#ifndef STAGING_SHARE_SEAL_H
#define STAGING_SHARE_SEAL_H

/*
 * The seal of a release comes along with its evidence, where there is none here.
 */
#include "git/remote.h"
#include "staging/staging.h"

/* Bring it to the scratch store.  One that is not that of here is a note of the
 * plan. */
int share_seal_look(struct ctx *c, struct plan *p, struct staging *s,
		    const struct remote *remote) MUST_CHECK;
/* Does it have to be kept here? */
bool share_seal_is_new(const struct staging *s);

#endif
