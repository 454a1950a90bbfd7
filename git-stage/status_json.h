#ifndef STAGE_STATUS_JSON_H
#define STAGE_STATUS_JSON_H

/*
 * `git staging status` for programs: one line for the release, one for each task.
 */
#include "base/strvec.h"
#include "standing/standing.h"

#include <stdio.h>

/* What is told of the release beside its tasks; all may be NULL. */
struct status_more {
	const char *interrupted;    /* what was, and waits to be taken up */
	const char *moved;          /* why something else would land by now */
	const struct strvec *again; /* what is to be done again then */
	const char *next, *remark; /* what comes next, and what is said to it */
	bool unshared;
};

void status_json(struct ctx *c, const struct staging *s,
		 const struct standings *all, const struct status_more *more,
		 FILE *out);

#endif
