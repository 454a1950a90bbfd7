#ifndef CHANGELOG_MERGE_TEXT_H
#define CHANGELOG_MERGE_TEXT_H

/*
 * What the files of the merge by structure share: three versions of a text, and
 * the plain rule.  Pure.
 */
#include "base/arena.h"
#include "changelog/changelog.h"

enum { BASE, OURS, THEIRS };

struct span {
	const char *s;
	size_t n;
};

bool span_same(struct span a, struct span b);
/* Without the white space at the end, which is nobody's change. */
struct span span_trim(const char *s, size_t n);
struct span span_of(const struct changelog *cl, size_t from, size_t to);
/* For what cannot be taken apart: who changed it, wins.  OURS or THEIRS, or
 * E_CONFLICT: both changed `what`. */
int three_way(const struct span text[3], const char *what) MUST_CHECK;

/* Sections that are called like this one: of packages, of builds. */
size_t section_count_like(const struct changelog *cl, const struct section *s);
/* The section of the same version, or NULL.  Of several sections of one version the first is the first in each. */
const struct section *section_like(const struct changelog *cl,
				   const struct changelog *from,
				   const struct section *s);

/* A section that is not merged by structure, since it cannot be. */
struct left_section {
	const struct section *s[3]; /* while merging */
	const char *why;
	int line; /* of what is in the way, in ours if it is there */
};
struct left_sections {
	struct arena *arena; /* of the caller */
	struct left_section *item;
	size_t n;
};

#endif
