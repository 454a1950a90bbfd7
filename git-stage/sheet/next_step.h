#ifndef STAGE_SHEET_NEXT_STEP_H
#define STAGE_SHEET_NEXT_STEP_H

/*
 * What a person types about a task that is in the way.
 */
#include "staging/standing.h"

/* For people of this repository; NULL: nobody here can do anything. */
const char *next_step_of(struct ctx *c, const struct staging *s,
			 const struct task *task);

#endif
