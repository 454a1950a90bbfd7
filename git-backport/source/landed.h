#ifndef BACKPORT_LANDED_H
#define BACKPORT_LANDED_H

/*
 * Where a commit or a topic branch has arrived: it may be picked once it has, and
 * what is picked is what arrived, by merge, squash or rebase.
 */
#include "git-backport/source/targets.h"

/* The branches that commits come from: where work goes on, main, and other
 * stable lines. */
struct origins {
	const struct targets *targets;
	const char *source; /* short: where work goes on, if it is there */
	git_oid *tip;       /* the source's first */
	size_t n;
	bool unmerged;
};

int origins_look(struct ctx *c, const struct targets *t,
		 struct origins *out) MUST_CHECK;

struct landed {
	bool found;
	const char *topic; /* the branch that the word names; NULL: a commit */
	git_oid *commit;   /* oldest first */
	size_t n;
	git_oid range_from, range_to; /* and what range_to has besides; zero */
	bool forwarded; /* the topic is part of it, and where it began is gone */
	const char *message; /* of the merge that brought it; or NULL */
};

/* What `word`, which is `id`, stands for.  A branch that has not arrived is all
 * that it has and its origin lacks.  E_POLICY for one of which only a part is
 * found where it landed. */
int landed_look(struct ctx *c, const struct origins *from, const char *word,
		const git_oid *id, struct landed *out) MUST_CHECK;

/* Which of these commits has arrived nowhere: the first one's number, or `n`. */
int landed_not(struct ctx *c, const struct origins *from, const git_oid *id,
	       size_t n, size_t *out) MUST_CHECK;

#endif
