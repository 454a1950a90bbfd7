#ifndef BACKPORT_NAMED_H
#define BACKPORT_NAMED_H

/*
 * The commit that the message of a pick names, and whether it can be that.
 */
#include "git-backport/survey/survey.h"

struct named {
	const char *subject;
	const char *id;  /* as named; NULL: none is */
	const char *why; /* it cannot be that one, in words; NULL: it can */
	/* that one; else one that is named before it, which it may be equal to;
	 * zero: there is none */
	git_oid origin;
	/* `why`: by its author, the author's time and its subject, this one of the
	 * source's could be meant; zero: none */
	git_oid like;
	bool noted; /* the message says that something was changed */
};

/* Of `commit`, which is on target `line`, or on none (GRAPH_NONE).  The last
 * that it names: picks of picks add theirs at the end.  It has to be on the
 * source, or on a newer line; without one, on any line. */
int named_look(struct ctx *c, const struct survey *k, const git_oid *commit,
	       size_t line, struct named *out) MUST_CHECK;

#endif
