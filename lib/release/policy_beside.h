#ifndef RELEASE_POLICY_BESIDE_H
#define RELEASE_POLICY_BESIDE_H

/*
 * A commit without .gitrel, as an older line or the base of a hotfix may be, has no
 * policy, though the project has one: it is on another branch.
 */
#include "cli/cmd.h"

struct policy_beside {
	const char *branch; /* that has it: main, where that has it */
};

/* Is there no .gitrel here, and one on another branch that says what does not hold
 * here?  That of main is looked for first, whatever it is called. */
bool policy_beside(struct ctx *c, struct policy_beside *out);
/* What a person types to have it here. */
const char *policy_beside_way(struct ctx *c, const struct policy_beside *p);
/* "git checkout main .gitrel && git commit": to have it from that branch. */
const char *policy_beside_take(struct ctx *c, const char *branch);
/* Adds that to the recorded error; false: there is nothing to add. */
bool policy_beside_advise(struct ctx *c);

#endif
