#ifndef GIT_REL_START_PLAN_H
#define GIT_REL_START_PLAN_H

/*
 * The plan that begins a release on a branch of its own: the checks before it,
 * the commits, the refs.
 */
#include "config/commands.h"
#include "release/start_point.h"

struct start {
	struct release rel;
	struct start_point base;
	/* options */
	int push; /* -1: as rel.push says */
	bool to_switch, no_verify, no_check, lower;
	/* the project's own commands; then it goes in stages */
	struct commands prepare, check;
	bool staged;
	bool made; /* the tip is the release commit */
	/* out */
	const char *report;  /* what was folded; NULL: nothing */
	const char *summary; /* NULL: there is nothing to sum up */
};

int start_plan(struct start *s, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
