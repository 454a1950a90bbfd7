#ifndef STANDING_CHANGED_H
#define STANDING_CHANGED_H

/*
 * Which files differ between what was looked at and what is tested now.
 */
#include "base/strvec.h"
#include "checklist/words.h"
#include "git/repo.h"

struct changed {
	const char **path; /* in the order of trees */
	size_t n;
	bool known; /* false: one of both trees is not here */
};

/* In the repository's arena. */
int changed_look(struct changed *out, struct repo *r, const git_oid *from,
		 const git_oid *to) MUST_CHECK;
/* The first that one of these globs, or folders, has; of no globs the first at
 * all; NULL: none.  `n`: how many. */
const char *changed_first(const struct changed *all, const struct words *globs,
			  size_t *n);

#endif
