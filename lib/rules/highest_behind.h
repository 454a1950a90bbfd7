#ifndef RULES_HIGHEST_BEHIND_H
#define RULES_HIGHEST_BEHIND_H

/*
 * Which of the releases that were there before, and stay, is the highest that a
 * commit has: for many commits, by one walk of git's.
 */
#include "rules/releases.h"

/* `out` gets one for each of `n` commits; NULL: it has none.  A zero id has
 * none. */
int highest_behind(struct trial *t, const git_oid *commit, size_t n,
		   const struct release **out) MUST_CHECK;

/* Where a release that was there stands after the change; NULL: nowhere. */
const git_oid *highest_stands(struct trial *t, const struct release *r);

#endif
