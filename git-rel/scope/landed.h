#ifndef GIT_REL_SCOPE_LANDED_H
#define GIT_REL_SCOPE_LANDED_H

/*
 * Which pull requests and issues the commits of a range name, in the messages of
 * merges, of squashed commits and of anybody.
 */
#include "git/repo.h"

struct numbers {
	long *v;
	size_t n;
};

struct landed {
	struct numbers pulls;  /* that are said to have come with a commit */
	struct numbers issues; /* that are named at all */
	struct numbers ours; /* of `pulls`, those that bring a release along */
	long long oldest;    /* time of the oldest commit; -1: there is none */
};

/* Does a branch of that name bring a release, and nothing of its own? */
typedef bool landed_is_ours(void *arg, const char *branch);

/* The commits that `tip` has and `base` (NULL: nothing) has not.  `project` and
 * `sign` ("#", "!") are those of pull requests on the forge.  In the repository's
 * arena. */
int landed_read(struct repo *r, const git_oid *base, const git_oid *tip,
		const char *project, const char *sign, landed_is_ours *own,
		void *arg, struct landed *out) MUST_CHECK;
bool numbers_have(const struct numbers *n, long number);

#endif
