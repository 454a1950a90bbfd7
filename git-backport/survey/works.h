#ifndef BACKPORT_WORKS_H
#define BACKPORT_WORKS_H

/*
 * The branches of backports, here or as they were fetched last, and how far each
 * has come.
 */
#include "git-backport/survey/survey.h"

struct work {
	const char *branch;
	size_t target;       /* of the survey */
	git_oid here, there; /* zero: not there */
	size_t commits;      /* that the target lacks */
	size_t arrived;      /* of these, as other commits */
	git_oid *origin;     /* what they are picks of, as far as they say so */
	size_t n_origins;    /* oldest first */
	const char *subject; /* of the oldest */
};

struct works {
	struct work *item;
	size_t n;
};

int works_read(struct ctx *c, struct survey *s, struct works *out) MUST_CHECK;
/* Has the target all of it? */
bool work_is_done(const struct work *w);

#endif
