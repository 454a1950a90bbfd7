#ifndef CHANGELOG_MERGE_TEXT_H
#define CHANGELOG_MERGE_TEXT_H

/*
 * What the files of the merge by structure share: three versions of a text, and
 * the plain rule.  Pure.
 */
#include "changelog/changelog.h"

enum { BASE, OURS, THEIRS };

struct range {
	const char *s;
	size_t n;
};

bool range_same(struct range a, struct range b);
/* Without the white space at the end, which is nobody's change. */
struct range range_trim(const char *s, size_t n);
struct range range_of(const struct changelog *cl, size_t from, size_t to);
/* For what cannot be taken apart: who changed it, wins.  OURS or THEIRS, or
 * E_CONFLICT: both changed `what`. */
int three_way(const struct range text[3], const char *what) MUST_CHECK;

/* The section of the same version, or NULL. */
const struct section *section_like(const struct changelog *cl,
				   const struct section *s);

#endif
