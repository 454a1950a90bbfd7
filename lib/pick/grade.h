#ifndef PICK_GRADE_H
#define PICK_GRADE_H

/*
 * How picks stand to the commits that they say they are of.
 */
#include "base/error.h"
#include "git/repo.h"

#include <stdbool.h>

enum grade {
	GRADE_IDENTICAL, /* the same change */
	GRADE_CONTEXT,   /* its lines differ, but picking gives just this */
	GRADE_EDITED,
	GRADE_UNKNOWN, /* it names a commit that it cannot be of */
	GRADE_OWN,     /* it names none */
	GRADE_MARKERS, /* it adds conflict markers */
};

struct graded {
	git_oid commit, parent; /* parent: zero for the first of a history */
	git_oid origin;         /* zero: none to compare with */
	/* in: what it is if it turns out to be neither the same nor that but
	 * for its context: GRADE_EDITED, or without an origin something else */
	enum grade grade;
	bool same_lines; /* out: it adds and deletes what the origin does */
};

/* Of a merge, the origin is what it brought to its first parent. */
int grade_all(struct repo *r, struct graded *pick, size_t n) MUST_CHECK;

/* "identical", "unknown origin".  Constant. */
const char *grade_name(enum grade grade);

#endif
