#ifndef STAGE_VERIFY_PROOF_SEAL_H
#define STAGE_VERIFY_PROOF_SEAL_H

/*
 * Is the seal of a release by somebody who may, about its tag, and of all its
 * records?
 */
#include "git-stage/verify/proof_fault.h"

/* Its faults; and in `p`, who has sealed what. */
int proof_seal(struct proof *p) MUST_CHECK;

#endif
