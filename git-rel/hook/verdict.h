#ifndef GIT_REL_HOOK_VERDICT_H
#define GIT_REL_HOOK_VERDICT_H

/*
 * Where hooks meet the judge, and what becomes of what it says.
 */
#include "rules/judge.h"

struct verdict {
	struct repo *repo;
	struct rules rules;
	bool opened; /* the repository; `rules` may be none that can be read */
	bool known;  /* there are rules, and they could be read */
	enum side side;
	bool asks; /* the remote, before it refuses what may be there already */
};

/* Read the rules in force.  Where they cannot be read a server refuses:
 * negative; a client says so and goes on. */
int verdict_open(struct verdict *v, struct repo *r, enum side side) MUST_CHECK;
void verdict_close(struct verdict *v);

/* What a negative code means on that side: on a client a warning, and 0. */
int verdict_unable(const struct verdict *v, int rc) MUST_CHECK;

/* Is there anything to judge by? */
bool verdict_has_rules(const struct verdict *v);

/* The exit status of the hook; what is wrong goes to stderr. */
int verdict_on_draft(struct verdict *v, const struct draft *d) MUST_CHECK;
/* The same; on a server what was passed over is logged first, and not passed
 * over where that fails. */
int verdict_on_changes(struct verdict *v, const struct changes *c) MUST_CHECK;

#endif
