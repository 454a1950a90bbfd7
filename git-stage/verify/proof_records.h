#ifndef STAGE_VERIFY_PROOF_RECORDS_H
#define STAGE_VERIFY_PROOF_RECORDS_H

/*
 * Are the records of a release those that were made, by whom they say, and when?
 */
#include "git-stage/verify/proof_fault.h"

/* The faults of each. */
int proof_records(struct proof *p) MUST_CHECK;

#endif
