#ifndef RELEASE_TRACK_STEP_H
#define RELEASE_TRACK_STEP_H

/*
 * The settings that make a branch follow that of its name on a remote, as a step
 * of a plan.
 */
#include "cli/cmd.h"

/* As git sets them where it makes a branch from that of a remote; short names. */
void track_step(struct ctx *c, struct plan *p, const char *remote,
		const char *branch);

#endif
