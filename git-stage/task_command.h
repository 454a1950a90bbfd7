#ifndef STAGE_TASK_COMMAND_H
#define STAGE_TASK_COMMAND_H

/*
 * What whoever is here types about one task of the list, in the state that this
 * clone is in.  Texts live in the repository's arena.
 */
#include "cli/cmd.h"
#include "standing/standing.h"

/* NULL: nothing that is done here brings it on.  `*remark`: what is said beside it, or
 * NULL. */
const char *task_command(struct ctx *c, const struct staging *s,
			 const struct task *task, const char **remark);
/* What makes the forge say a fact, or asks what it says; without the version.  NULL:
 * it is none of a forge's. */
const char *task_asked_by(struct ctx *c, const struct staging *s,
			  const struct fact *fact);
/* `command`, after the way to `branch` where HEAD is elsewhere. */
const char *task_on_branch(struct ctx *c, const char *branch,
			   const char *command);

#endif
