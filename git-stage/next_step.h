#ifndef STAGE_NEXT_STEP_H
#define STAGE_NEXT_STEP_H

/*
 * What brings a release on, for whoever reads it elsewhere: what a person types
 * about what is in the way.  status_next.h is for whoever is here.
 */
#include "base/strvec.h"
#include "standing/standing.h"

struct next_step {
	struct ctx *c;
	const struct staging *s;
	const struct policy *p;
	const struct standings *all;
	bool of; /* from wherever one is: with the version */
};

/* About one task.  NULL: nobody here can do anything. */
const char *next_step_of(const struct next_step *n, const struct task *task);
/* About the first that can be begun and is in the way, or that such a one needs:
 * gates and answers come before facts.  NULL: there is none. */
const char *next_step_first(const struct next_step *n, enum list_end end);

/* Why something else would land by now than what was tested, with what has to be
 * looked at again, a line each; NULL: nothing has moved. */
const char *next_step_moved(const struct next_step *n, struct strvec *again);

#endif
