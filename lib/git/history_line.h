#ifndef GIT_HISTORY_LINE_H
#define GIT_HISTORY_LINE_H

#include "base/error.h"
#include "git/repo.h"

/* The first-parent line of a tip, which is what a branch has been at, and nothing that
 * was merged, as far as it was walked: { .next = tip }.  In the repository's arena. */
struct history_line {
	git_oid *id;
	size_t n;
	git_oid next; /* zero: that is all of it that is here */
};

/* The commit that `i` more came after.  1 with it, 0 where the line is not so long. */
int history_line_at(struct history_line *l, struct repo *r, size_t i,
		    git_oid *out) MUST_CHECK;
/* 1 if the line has `id`, and `*age` is how many commits came after it.  0 if not,
 * negative on errors. */
int history_line_has(struct history_line *l, struct repo *r, const git_oid *id,
		     size_t *age) MUST_CHECK;

#endif
