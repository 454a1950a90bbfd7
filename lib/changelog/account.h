#ifndef CHANGELOG_ACCOUNT_H
#define CHANGELOG_ACCOUNT_H

/*
 * The proof of a merge by structure.  For merge.c.  Pure.
 */
#include "changelog/merge_text.h"

/* Read again, the result holds all that the two sides have and none of them
 * removed, as often as it should; E_POLICY if not.  What was left is not our
 * business. */
int changelog_accounts(const struct changelog *const cl[3],
		       const struct strbuf *result,
		       const struct left_sections *left) MUST_CHECK;

#endif
