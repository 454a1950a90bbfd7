#ifndef GIT_REL_HOOKS_STATUS_H
#define GIT_REL_HOOKS_STATUS_H

/*
 * Do the hooks run?  A line for each, and what to do where one does not.
 */
#include "git-rel/hooks/place.h"

/* E_POLICY where one does not run that was installed. */
int status_of_hooks(struct ctx *c, const struct place *place,
		    FILE *out) MUST_CHECK;

/* Was a hook installed, and does not run?  Then what has become of it, and what
 * one types. */
bool status_is_bad(struct ctx *c, const struct place *place,
		   const struct place_hook *h, const char **what,
		   const char **hint);

#endif
