#ifndef STAGE_VERIFY_PROOF_PLACE_H
#define STAGE_VERIFY_PROOF_PLACE_H

/*
 * Does the evidence of a release belong to this project, and follow that of the
 * release before?
 */
#include "git-stage/verify/proof_fault.h"

int proof_root(struct proof *p) MUST_CHECK;
/* What the release before ended with is there still. */
int proof_previous(struct proof *p) MUST_CHECK;

#endif
