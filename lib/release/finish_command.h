#ifndef RELEASE_FINISH_COMMAND_H
#define RELEASE_FINISH_COMMAND_H

/*
 * What a person types to finish a release.
 */
#include "cli/cmd.h"
#include "version/version.h"

/* "git rel finish 1.2.0 -m <description>": with a gap for each value that the
 * project's templates ask for.  In the arena. */
const char *finish_command(struct ctx *c, const struct version *v, bool hotfix);

#endif
