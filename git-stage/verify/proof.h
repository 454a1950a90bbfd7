#ifndef STAGE_VERIFY_PROOF_H
#define STAGE_VERIFY_PROOF_H

/*
 * Is the evidence of a release what it was?  From the repository alone, years
 * later.
 */
#include "git-stage/verify/proof_fault.h"

/* Look at everything; what is wrong is in `fault`. */
int proof_make(struct proof *p) MUST_CHECK;
bool proof_fails(const struct proof *p);

#endif
