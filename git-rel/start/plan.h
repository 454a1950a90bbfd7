#ifndef GIT_REL_START_PLAN_H
#define GIT_REL_START_PLAN_H

/*
 * The plan that begins a release on a branch of its own: the checks before it,
 * the commits, the refs.
 */
#include "config/commands.h"
#include "release/branch.h"
#include "release/start_point.h"

struct start {
	struct release rel;
	struct start_point base;
	/* options */
	int push; /* -1: as rel.push says */
	bool to_switch, no_verify, no_check, lower, open_stable;
	/* the project's own commands; then it goes in stages */
	struct commands prepare, check;
	bool staged;
	bool made;             /* the tip is the release commit */
	struct branch stable;  /* that is opened, too; name NULL: none */
	git_oid stable_at;     /* where */
	const char *stable_of; /* the tag there */
	/* out */
	const char *report;  /* what was folded; NULL: nothing */
	const char *summary; /* NULL: there is nothing to sum up */
};

int start_plan(struct start *s, struct ctx *c, struct plan *p) MUST_CHECK;

#endif
