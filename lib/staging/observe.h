#ifndef STAGING_OBSERVE_H
#define STAGING_OBSERVE_H

/*
 * What only the forge knows of a release, looked at and noted: CI, its pull
 * request, who approves of that, its release, what waits for a person.  A record
 * of it has the fact's name, its page, in words what it was, and when it was read.
 */
#include "staging/policy.h"

struct observed {
	struct record *rec; /* one for each fact; about the candidate */
	size_t n;
	const char *away; /* why the forge was not asked; NULL: it was, or need
			     not be */
};

/* Does only a forge know that? */
bool observe_is_of_forge(const struct fact *fact);
/* Those that the list of the release asks for before `end`.
 * A forge that does not answer is no error. */
int observe(struct observed *out, struct ctx *c, const struct staging *s,
	    const struct policy *p, enum list_end end) MUST_CHECK;
/* Keep what differs from what was seen last, as one commit; a forge that did not
 * answer is a note of the plan.  `s` is then as it will be. */
int observe_step(struct ctx *c, struct plan *p, struct staging *s,
		 const struct policy *policy, enum list_end end) MUST_CHECK;

/* The last word about a fact of the candidate; NULL: nobody has looked. */
const struct record *observe_last(const struct staging *s, const char *fact);

#endif
