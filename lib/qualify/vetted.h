#ifndef QUALIFY_VETTED_H
#define QUALIFY_VETTED_H

/*
 * What a server asks of the evidence that comes with a release: what `git rel finish`
 * asks, by the policy of main as it was, and git's word for each signature.
 */
#include "standing/standing.h"

/* For `vet` of struct changes; `ctx`: a struct ctx whose repository is open.  `why`:
 * what is in the way; NULL: nothing.  Where branches stand is not looked at: they
 * come, or go, in the same push. */
int vetted(void *ctx, const char *release, const git_oid *tip,
	   const git_oid *commit, const char **why) MUST_CHECK;

#endif
