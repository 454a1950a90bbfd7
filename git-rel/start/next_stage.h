#ifndef GIT_REL_START_NEXT_STAGE_H
#define GIT_REL_START_NEXT_STAGE_H

/*
 * What comes next of a release that is begun in stages.
 */
#include "git-rel/start/plan.h"
#include "plan/stages.h"

/* The plan of the next stage, by what the repository shows. */
int next_stage_plan(struct start *s, struct ctx *c, struct plan *p,
		    struct stages *b) MUST_CHECK;

#endif
