#ifndef CHANGELOG_MERGE_LINKS_H
#define CHANGELOG_MERGE_LINKS_H

/*
 * The links of three versions of a changelog, those at the end and that in the
 * heading of Unreleased.  For merge.c.  Pure.
 */
#include "changelog/merge_text.h"

/* Added to `out`; with `kept` that of Unreleased stays also where one side has
 * removed it.  E_CONFLICT; E_POLICY where one has two links of one name. */
int links_merge(struct strbuf *out, const struct changelog *const cl[3],
		bool kept) MUST_CHECK;
/* Who has the later version in a heading of Unreleased that both changed.
 * False: it tells of none, or is not alike else. */
bool links_later_heading(int *who, const struct changelog *const cl[3],
			 const struct section *const s[3]);

#endif
