#ifndef QUALIFY_PREVIOUS_BRING_H
#define QUALIFY_PREVIOUS_BRING_H

/*
 * The evidence of the release before and the seal over it, which that of this one
 * begins by naming: a clone has them from the remote.
 */
#include "staging/staging.h"

/* Find it, in s->before, here and on the remote, by the release that the records
 * name or, where there are none, the last below that is tagged here or sealed
 * there; what is missing is brought to the scratch store. */
int previous_find(struct ctx *c, struct staging *s) MUST_CHECK;
/* Its refs, as they will be here. */
void previous_steps(struct ctx *c, struct plan *p, const struct staging *s);

#endif
