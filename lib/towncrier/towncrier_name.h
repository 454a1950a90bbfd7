#ifndef TOWNCRIER_TOWNCRIER_NAME_H
#define TOWNCRIER_TOWNCRIER_NAME_H

/*
 * Names of fragments, "fix-1.2.3.feature.1.md": the last part that is a type;
 * what stands before it is the issue, digits behind it count.  Pure.
 */
#include "towncrier/towncrier.h"

struct news_name {
	const struct news_type *type;
	const char *issue; /* NULL: it has none */
	long counter;
};

/* 1 with `*out`, 0, or E_CONFIG, as towncrier_takes(). */
int towncrier_name(struct news_name *out, const struct towncrier *t,
		   struct arena *arena, const char *file) MUST_CHECK;

/* As a person sorts them: words, then words with a number in them by it, then
 * numbers. */
int towncrier_issue_order(const char *a, const char *b);
/* Is it a number and nothing else? */
bool towncrier_is_number(const char *issue);

#endif
