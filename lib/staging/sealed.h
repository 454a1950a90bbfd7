#ifndef STAGING_SEALED_H
#define STAGING_SEALED_H

/*
 * What a release was made with, whatever was recorded since.
 */
#include "evidence/seal.h"
#include "staging/staging.h"

/* 1: it has a seal here, and `s` is as it was then; 0: it has none, and nothing was
 * changed. */
int sealed_read(struct ctx *c, struct staging *s, struct seal *out) MUST_CHECK;

#endif
