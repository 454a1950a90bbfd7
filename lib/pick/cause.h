#ifndef PICK_CAUSE_H
#define PICK_CAUSE_H

/*
 * Why a pick conflicts: which commits of its own history, and which of the
 * branch that it is put on, are behind the lines that it changes.
 */
#include "pick/graph.h"
#include "pick/hunks.h"

enum cause_rests {
	CAUSE_LINES, /* they made these lines */
	CAUSE_NEAR,  /* they took lines away there */
	CAUSE_PATH, /* the newest that touched the file; nothing better is known */
};

enum { CAUSE_FEW = 5 };

/* Of one path. */
struct cause {
	git_oid commit; /* what was picked */
	const char *path;
	const char *kind; /* "deleted on the target"; NULL: both have it */
	struct hunks hunks;
	enum cause_rests rests;
	git_oid *source; /* newest first; none that the target has a pick of */
	size_t n_source;
	git_oid *target; /* newest first, the newest CAUSE_FEW */
	size_t n_target;
};

struct causes {
	const struct graph *graph;
	size_t tip;     /* the target, by its number there */
	git_oid target; /* the same as it is */
	git_oid base; /* where its history and that of the picks part; or zero */
	struct cause **item; /* found out so far */
	size_t n;
};

/* Of a pick that conflicts, in that path of it.  Strings and ids live as long as
 * the repository; `out` does, too. */
int cause_find(struct causes *c, const struct pick *p,
	       const struct unmerged *at, struct cause **out) MUST_CHECK;

#endif
