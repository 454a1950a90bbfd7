#ifndef STANDING_RECORD_OF_TASK_H
#define STANDING_RECORD_OF_TASK_H

/*
 * A person's answer to an item, checked before it is kept.
 */
#include "standing/standing.h"

struct given {
	enum record_result result;
	const struct strvec *values; /* "name=number" each; or NULL */
	const char *link, *job, *message, *file; /* NULL: none */
};

/* Fill in `rec`.  E_USAGE for what is no item, E_POLICY with the reason where
 * this person may not answer it, something that it wants is missing, or the values
 * are not what they must be. */
int record_of_task(struct ctx *c, const struct staging *s,
		   const struct policy *p, const struct task *task,
		   const struct given *given, struct record *rec) MUST_CHECK;
/* How one of the things that an item wants is given: "--link=<url>". */
const char *record_option(struct arena *a, const char *what);

#endif
