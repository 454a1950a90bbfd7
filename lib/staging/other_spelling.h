#ifndef STAGING_OTHER_SPELLING_H
#define STAGING_OTHER_SPELLING_H

/*
 * Versions are compared by what they mean, and evidence is named as it was typed:
 * "2.0" and "2.0.0" are one in PEP 440.
 */
#include "staging/staging.h"

/* E_POLICY where the same version has evidence by another spelling, here or on the
 * remote that was asked: it is not found by this one, and decides all the same. */
int other_spelling_check(struct ctx *c, const struct staging *s) MUST_CHECK;

#endif
