#ifndef STAGING_SEAL_SIGNER_H
#define STAGING_SEAL_SIGNER_H

/*
 * Who has made the seal of a release, and what it holds.
 */
#include "evidence/seal.h"
#include "evidence/signers.h"
#include "object/signer.h"
#include "staging/staging.h"

/* By the signers that the release had then. */
int seal_signer(struct ctx *c, const struct staging *s, const struct seal *seal,
		const struct signers_rules *rules,
		struct signer *out) MUST_CHECK;
/* Where the seal here is of somebody known, what it was made over is judged as it was
 * then: `rules->sealed`. */
int seal_holds(struct ctx *c, const struct staging *s,
	       struct signers_rules *rules) MUST_CHECK;

#endif
