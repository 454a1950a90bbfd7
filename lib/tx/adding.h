#ifndef TX_ADDING_H
#define TX_ADDING_H

/*
 * What commands of the project changed in the work tree goes to the index.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

/* A STEP_ADD: changed and deleted files, and those that were not there when it
 * was noted which were; they are named, unless `quiet`.  E_POLICY for what
 * git add does not take. */
int adding_run(struct repo *r, const struct step *s, bool quiet) MUST_CHECK;

#endif
