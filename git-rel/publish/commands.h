#ifndef GIT_REL_PUBLISH_COMMANDS_H
#define GIT_REL_PUBLISH_COMMANDS_H

/*
 * The commands of [publish], in their order, each tried as often as
 * forge.publish-retries says.
 */
#include "config/commands.h"
#include "release/release.h"

/* Those that have not passed for this release and commit, by its .gitrel.
 * E_POLICY if that is not trusted. */
int publish_commands(struct ctx *c, const struct release *rel,
		     const git_oid *commit, struct commands *out) MUST_CHECK;
/* A step for each. */
int publish_steps(struct ctx *c, struct plan *p, struct release *rel,
		  const struct commands *cmds,
		  const git_oid *commit) MUST_CHECK;

#endif
