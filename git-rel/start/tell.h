#ifndef GIT_REL_START_TELL_H
#define GIT_REL_START_TELL_H

/*
 * What a person who begins a release had better know.
 */
#include "git-rel/start/plan.h"

/* Notes: where the base has no .gitrel, or what the remote has not; what a
 * hotfix takes along; why the release cannot land. */
int start_tell(struct start *s, struct ctx *c, struct plan *p) MUST_CHECK;
/* Which other releases are under way. */
void start_tell_others(struct ctx *c, struct plan *p);

#endif
