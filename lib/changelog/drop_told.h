#ifndef CHANGELOG_DROP_TOLD_H
#define CHANGELOG_DROP_TOLD_H

/*
 * What a release has told is not to be told again.  Pure.
 */
#include "changelog/changelog.h"

/* The changelog without those entries under Unreleased that the section of `v`
 * has, in the same words or by the same numbers; how many is added to `*n`.
 * Categories that are empty then go. */
void changelog_drop_told(struct strbuf *out, const struct changelog *cl,
			 const struct version *v, size_t *n);

#endif
