#ifndef CHANGELOG_LINKS_H
#define CHANGELOG_LINKS_H

/*
 * The links of Keep a Changelog, which compare versions:
 *
 *	[unreleased]: https://h/compare/v0.2.0...HEAD
 *	[0.2.0]: https://h/compare/v0.1.0...v0.2.0
 *	.. _0.2.0: https://h/compare/v0.1.0...v0.2.0
 *
 * They are formed as those that are there, whatever the host.  Both functions
 * on links at the end write the changelog from `from` to its end.  Pure.
 */
#include "changelog/heading.h"

/* A version was cut from Unreleased: what is new since it, and what in it;
 * where no Unreleased stays, its link becomes that of the version, unless that
 * has one of its own. */
void links_cut(struct strbuf *out, const struct changelog *cl, size_t from,
	       const struct cut *cut);

/* The heading of Unreleased, with a link in it of what is new since the
 * version. */
void links_cut_heading(struct strbuf *out, const struct changelog *cl,
		       const struct section *u, const struct cut *cut);

/* Candidates (oldest first) were folded into a version: their links become
 * one, of what is new since the oldest compared; Unreleased compares with the
 * version.  All other bytes stay, and all of them where there is no tag. */
void links_fold(struct strbuf *out, const struct changelog *cl, size_t from,
		const struct cut *cut, const struct section *const *candidate,
		size_t n);

/* Then the heading of Unreleased, with a link in it of what is new since the
 * version, or that of the version, which compares with no candidate. */
void links_fold_heading(struct strbuf *out, const struct changelog *cl,
			const struct section *s, const struct cut *cut,
			const struct section *const *candidate, size_t n);

/* The changelog with the link at its end that another one, `from`, has of a
 * version, where it has such links and not this. */
void links_sync(struct strbuf *out, const struct changelog *cl,
		const struct changelog *from, const struct version *v);

#endif
