#ifndef STANDING_STALE_H
#define STANDING_STALE_H

/*
 * Answers about a commit before the candidate: whether they hold still, since
 * nothing of what they are about has changed, and else what has.
 */
#include "standing/changed.h"
#include "staging/policy.h"

struct since {
	git_oid tree;
	struct changed changed;
};

/* What was compared already; zeroed, then kept for one candidate. */
struct stale {
	struct since *since;
	size_t n;
};

/* Does an answer to the task hold still?  Only where its `paths` say so. */
bool stale_holds(struct stale *all, struct ctx *c, const struct staging *s,
		 const struct task *task, const struct record *rec);
/* "src/a.c and 3 more files were changed since"; NULL: nobody can tell. */
const char *stale_why(struct stale *all, struct ctx *c, const struct staging *s,
		      const struct task *task, const struct record *rec);

#endif
