#ifndef STANDING_AGAIN_H
#define STANDING_AGAIN_H

/*
 * What has to be looked at again where something else would land by now than what
 * was tested, and why.
 */
#include "staging/landing.h"
#include "standing/standing.h"

/* "'main' is at 4f5e6d7 by now, and what is tested is a merge into 1a2b3c4". */
const char *again_why(struct ctx *c, const struct staging *s,
		      const struct landing *l);

/* A line for each task that counts as done and would not for `l`, which is made:
 * its name, who has answered it, and which files were changed. */
int again_look(struct ctx *c, const struct staging *s, const struct policy *p,
	       const struct standings *now, const struct landing *l,
	       struct strvec *out) MUST_CHECK;

#endif
