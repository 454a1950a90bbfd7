#ifndef GIT_REL_CHECK_EVENT_H
#define GIT_REL_CHECK_EVENT_H

/*
 * What CI was started for, as a proposal: a pull request, or a push that is done.
 */
#include "git-rel/check/proposal.h"

/* 1: it is there; 0: this is no CI, or it was started for something else.  E_CONFIG
 * for a shallow clone; E_NOTFOUND where something is not here; E_STALE. */
int event_propose(struct proposal *p) MUST_CHECK;

#endif
