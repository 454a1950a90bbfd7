#ifndef CHANGELOG_MERGE_LINKS_H
#define CHANGELOG_MERGE_LINKS_H

/*
 * The links at the end, of three versions of a changelog.  For merge.c.  Pure.
 */
#include "changelog/merge_text.h"

/* Added to `out`.  E_CONFLICT; E_POLICY where one has two links of one name. */
int links_merge(struct strbuf *out,
		const struct changelog *const cl[3]) MUST_CHECK;

#endif
