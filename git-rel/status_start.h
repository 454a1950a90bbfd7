#ifndef GIT_REL_STATUS_START_H
#define GIT_REL_STATUS_START_H

/*
 * Where no release is under way: what begins the next one.
 */
#include "git-rel/status.h"

/* The command, on the line that HEAD is on or from rel.base; `remark` becomes
 * what is said behind it, or NULL. */
const char *status_start(struct ctx *c, const struct status *s,
			 const char **remark);

#endif
