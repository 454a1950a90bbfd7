#ifndef STAGING_RELEASED_H
#define STAGING_RELEASED_H

/*
 * Is what is out what was qualified?  A tag can be made and pushed by hand, past
 * `git rel finish`.
 */
#include "staging/policy.h"

struct released {
	git_oid at;      /* that its tag is on; zero: it is not out */
	bool recorded;   /* finish, or tag, has recorded that it goes out */
	bool otherwise;  /* it is on what was not qualified */
	const char *why; /* in words, of the last; else NULL */
};

/* By the tag that is here; where there is none `out->at` is zero. */
int released_look(struct released *out, struct ctx *c, const struct staging *s,
		  const struct policy *p) MUST_CHECK;
/* By the commit that its tag is on, wherever that is. */
int released_look_at(struct released *out, struct ctx *c,
		     const struct staging *s, const struct policy *p,
		     const git_oid *commit) MUST_CHECK;
/* E_POLICY, with what a person can do, where it is out otherwise: nothing that is
 * answered now makes it what was qualified. */
int released_check(struct ctx *c, const struct staging *s) MUST_CHECK;
/* The same error. */
int released_refuse(struct ctx *c, const struct staging *s,
		    const struct released *is);

#endif
