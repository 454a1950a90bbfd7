#ifndef GIT_REL_STATUS_DIVERGED_H
#define GIT_REL_STATUS_DIVERGED_H

#include "git-rel/status.h"

/* Have main or develop diverged from what the last fetch saw?  Then what brings
 * them together is next. */
bool status_diverged(struct ctx *c, struct status *s);

#endif
