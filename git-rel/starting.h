#ifndef GIT_REL_STARTING_H
#define GIT_REL_STARTING_H

/*
 * The plan that begins a release on a branch of its own: the checks before it,
 * the commits, the refs.
 */
#include "base.h"

struct starting {
	struct release rel;
	struct base base;
	/* options */
	int push; /* -1: as rel.push says */
	bool to_switch, no_verify;
};

int starting_plan(struct starting *s, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
