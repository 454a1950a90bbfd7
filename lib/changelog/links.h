#ifndef CHANGELOG_LINKS_H
#define CHANGELOG_LINKS_H

/*
 * The links at the end of Keep a Changelog, which compare versions:
 *
 *	[unreleased]: https://h/compare/v0.2.0...HEAD
 *	[0.2.0]: https://h/compare/v0.1.0...v0.2.0
 *
 * Both functions write the changelog from `from` to its end.  Pure.
 */
#include "changelog/changelog.h"

struct cut {
	const struct version *version;
	const char *date; /* YYYY-MM-DD */
	const char *tag;  /* for the link that compares */
};

/* A version was cut from Unreleased: what is new since it, and what in it. */
void links_cut(struct strbuf *out, const struct changelog *cl, size_t from,
	       const struct cut *cut);

/* Candidates (oldest first) were folded into a version: their links become
 * one, of what is new since the oldest compared; Unreleased compares with the
 * version.  All other bytes stay, and all of them where there is no tag. */
void links_fold(struct strbuf *out, const struct changelog *cl, size_t from,
		const struct cut *cut, const struct section *const *candidate,
		size_t n);

#endif
