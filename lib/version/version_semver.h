#ifndef VERSION_VERSION_SEMVER_H
#define VERSION_VERSION_SEMVER_H

/*
 * What follows the numbers of a version in SemVer 2.0.0: -pre and +build.  For
 * version.c.
 */
#include "version/version.h"

/* Read all of `s` into pre, build, post and dev.  NULL, or what is wrong. */
const char *semver_suffix(struct version *v, const char *s);

/* Below, above or 0, of two with the same numbers. */
int semver_suffix_cmp(const struct version *a, const struct version *b);

#endif
