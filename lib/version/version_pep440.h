#ifndef VERSION_VERSION_PEP440_H
#define VERSION_VERSION_PEP440_H

/*
 * What follows the numbers of a version in PEP 440: a1, b1, rc1, .post1,
 * .dev1, +local.  For version.c.
 */
#include "version/version.h"

/* Read all of `s` into pre, build, post and dev.  NULL, or what is wrong. */
const char *pep440_suffix(struct version *v, const char *s);

/* Below, above or 0, of two with the same numbers. */
int pep440_suffix_cmp(const struct version *a, const struct version *b);

#endif
