#ifndef STAGING_SEALED_H
#define STAGING_SEALED_H

/*
 * What a release was made with, whatever was recorded since.
 */
#include "evidence/seal.h"
#include "evidence/signers.h"
#include "object/signer.h"
#include "staging/staging.h"

/* 1: it has a seal here, and `s` is as it was then; 0: it has none, and nothing was
 * changed. */
int sealed_read(struct ctx *c, struct staging *s, struct seal *out) MUST_CHECK;

/* Who has made that seal, by the signers that the release had then. */
int sealed_signer(struct ctx *c, const struct staging *s,
		  const struct seal *seal, const struct signers_rules *rules,
		  struct signer *out) MUST_CHECK;

#endif
