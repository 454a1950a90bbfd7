#ifndef CLI_LEAVE_UNSHARED_H
#define CLI_LEAVE_UNSHARED_H

#include "git/repo.h"

/* What a command had kept and not shared stays here, and is told, instead of being
 * gone on with (plan/goes_on.h).  0: there was nothing of that; 1. */
int leave_unshared(struct repo *r) MUST_CHECK;

#endif
