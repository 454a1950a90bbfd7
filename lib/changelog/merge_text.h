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

/* changelog_links.c: the links at the end.  E_CONFLICT; E_POLICY where one has
 * two links of one name. */
int changelog_merge_links(struct strbuf *out,
			  const struct changelog *const cl[3]) MUST_CHECK;
/* changelog_mergeable.c: can it be done by structure?  E_POLICY where not. */
int changelog_mergeable(const struct changelog *const cl[3]) MUST_CHECK;
/* Has it text between sections?  Two sections of one version, E_POLICY? */
bool changelog_has_strays(const struct changelog *cl);
int changelog_check_twice(const struct changelog *cl) MUST_CHECK;
/* changelog_account.c: the proof of it.  Read again, the result holds all that
 * the two sides have and none of them removed, as often as it should; E_POLICY
 * if not. */
int changelog_accounts(const struct changelog *const cl[3],
		       const struct strbuf *result) MUST_CHECK;

#endif
