#ifndef STAGE_REHEARSE_NAMES_H
#define STAGE_REHEARSE_NAMES_H

/*
 * What a rehearsal is called, the same in all projects: it is no version of theirs.
 */
#include "release/release.h"

#define REHEARSAL "0.0.0-test"
enum { REHEARSALS_MAX = 1000 }; /* tags are REHEARSAL.1 to REHEARSAL.999 */

/* The names that a release of this version would have. */
int rehearsal_name(struct ctx *c, struct release *rel,
		   const char *version) MUST_CHECK;
/* Those of the `i`th tag. */
int rehearsal_tag(struct ctx *c, struct release *rel, int i) MUST_CHECK;
/* Is it a ref that `rehearse` makes?  0.0.0 and 0.0.0-tests are not.  `rel` has the
 * names of REHEARSAL. */
bool rehearsal_is_ours(struct ctx *c, const struct release *rel,
		       const char *ref);

#endif
