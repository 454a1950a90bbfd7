#ifndef GIT_REL_CHECK_RULES_H
#define GIT_REL_CHECK_RULES_H

/*
 * git rel check --rules: what a push would be told, before it is made.
 */
#include "cli/cmd.h"
#include "plan/plan.h"

/* Judge the arguments: ranges, branches, tags; none: the branch we are on.  Sets
 * what the plan says of it. */
int check_rules(struct ctx *c, struct plan *p) MUST_CHECK;

#endif
