#ifndef BACKPORT_VERIFIED_H
#define BACKPORT_VERIFIED_H

/*
 * The commits that stable lines have and the source lacks, merges aside, each
 * beside what it says it is a pick of, or is found to be.
 */
#include "git-backport/survey/named.h"
#include "pick/grade.h"

struct verified {
	const char *target; /* a line, or the range that was typed */
	struct graded graded;
	struct named named;
	const char *found; /* how, where no message names the origin; NULL */
};

struct verified_all {
	struct survey survey;
	struct verified *item; /* by target, newest first */
	size_t n, alloc;
};

/* `word` are targets and ranges; none: all targets.  What several of them have
 * is told once, with the oldest line.  To be released. */
int verified_read(struct ctx *c, struct verified_all *all, char *const *word,
		  size_t n) MUST_CHECK;
void verified_release(struct verified_all *all);
static inline void cleanup_verified(struct verified_all *all)
{
	verified_release(all);
}

#endif
