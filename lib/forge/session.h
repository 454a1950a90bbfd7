#ifndef FORGE_SESSION_H
#define FORGE_SESSION_H

/*
 * The forge that a command asks: found once, its connection kept from the plan to
 * the last step, whoever needs it.
 */
#include "forge/open.h"

/* That of a remote.  Errors as of forge_open(). */
int forge_session(struct repo *r, const char *remote,
		  struct forge **out) MUST_CHECK;
/* That of a place that a plan has written down; the same one, if it is open. */
int forge_session_at(struct repo *r, enum forge_kind kind, const char *api,
		     const char *project, struct forge **out) MUST_CHECK;
/* What was seen of it is looked at again: that was some time ago. */
void forge_session_forget(struct repo *r);
/* Close it, if there is one. */
void forge_session_end(struct repo *r);

#endif
