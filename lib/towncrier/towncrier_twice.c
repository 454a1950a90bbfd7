#include "towncrier/towncrier_twice.h"

#include "base/cleanup.h"
#include "towncrier/towncrier_name.h"

#include <stdlib.h>
#include <string.h>

/* A fragment by what its name says, to find one that is there twice. */
struct named {
	struct news_name name;
	const struct fragment *fragment;
};

static int by_meaning(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int cmp = strcmp(x->name.issue, y->name.issue);

	if (!cmp)
		cmp = (x->name.type > y->name.type) -
		      (x->name.type < y->name.type);
	if (!cmp)
		cmp = (x->name.counter > y->name.counter) -
		      (x->name.counter < y->name.counter);
	if (!cmp)
		cmp = (x->fragment->section > y->fragment->section) -
		      (x->fragment->section < y->fragment->section);
	return cmp;
}

/* By name, and those of one in the order they came. */
static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int cmp = by_meaning(x, y);

	return cmp ? cmp :
		     (x->fragment > y->fragment) - (x->fragment < y->fragment);
}

static int refuse_twice(const struct named *list, size_t n)
{
	const struct fragment *first = NULL, *again = NULL;

	for (size_t i = 1; i < n; i++) {
		if (by_meaning(&list[i - 1], &list[i]) ||
		    (again && again < list[i].fragment))
			continue;
		first = list[i - 1].fragment;
		again = list[i].fragment;
	}
	return again ? error(E_CONFIG, "'%s' and '%s' are one fragment twice",
			     first->file, again->file) :
		       0;
}

int towncrier_check_twice(const struct towncrier *t,
			  const struct fragment *list, size_t n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct named *all = arena_alloc(&arena, (n + 1) * sizeof(*all));
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		struct named *at = &all[found];
		int rc = towncrier_name(&at->name, t, &arena, list[i].file);
		if (rc < 0)
			return rc;
		at->fragment = &list[i];
		found += rc && at->name.issue;
	}
	if (found > 1)
		qsort(all, found, sizeof(*all), by_name);
	return refuse_twice(all, found);
}
