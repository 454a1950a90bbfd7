#ifndef GIT_REL_HOOK_SERVER_LOG_H
#define GIT_REL_HOOK_SERVER_LOG_H

/*
 * What a server let pass although a rule is against it: who, what and why, a
 * JSON line each in "rel/bypassed" below its git directory.
 */
#include "rules/judge.h"

/* Add those of a push that is let in; nothing where none was passed over. */
int server_log_add(struct repo *r, const struct changes *c,
		   const struct faults *f) MUST_CHECK;

#endif
