#ifndef RULES_RULES_MEET_H
#define RULES_RULES_MEET_H

/*
 * Can anybody meet these rules?  A policy that forbids what the settings beside
 * it ask for is refused when it is read, not when a release is half done.  Pure.
 */
#include "rules/rules.h"

/* E_CONFIG: both places, and what one of them could say. */
int rules_meet(const struct rules *r) MUST_CHECK;

#endif
