#ifndef QUALIFY_SHARE_SEAL_H
#define QUALIFY_SHARE_SEAL_H

/*
 * The seal of a release comes along with its evidence.
 */
#include "git/remote.h"
#include "staging/staging.h"

/* Bring it to the scratch store.  It is kept where there is none here, or where it is
 * over more; else one that is not that of here is a note of the plan. */
int share_seal_look(struct ctx *c, struct plan *p, struct staging *s,
		    const struct remote *remote) MUST_CHECK;
/* Is the release out there, without the seal that is here?  One that is there is
 * nobody's to replace; one that does not know of all that was found comes with
 * `git rel finish`, which looks at that. */
bool share_seal_is_lost(struct ctx *c, const struct staging *s);

#endif
