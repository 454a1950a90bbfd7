#ifndef RULES_VOUCHING_H
#define RULES_VOUCHING_H

/*
 * Whose commits count as judged already where a push that CI looks at has made a
 * branch or a tag.
 */
#include "rules/trial.h"

/* Put them into `t->commits.had`.  The remote has by then all that came in the same
 * push, so that two new branches would vouch for each other: only what has a higher
 * rank does, main before develop, develop before stable branches, these before all
 * others, and branches before tags. */
int vouching_find(struct trial *t) MUST_CHECK;

#endif
