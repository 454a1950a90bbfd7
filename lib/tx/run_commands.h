#ifndef TX_RUN_COMMANDS_H
#define TX_RUN_COMMANDS_H

/*
 * The project's own commands, one after the other, in the work tree.  They are
 * no transaction: what they do is theirs.  So each that passed is noted, a
 * prepare step in the file "begun", a check in "checks", and whoever is
 * interrupted goes on behind it.
 *
 * What they say is shown as it comes and kept in <state>/logs/<release>/.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

/* All steps of a plan that has only runs.  E_POLICY at the first that fails,
 * with the end of what it said; E_PENDING if another process runs some. */
int run_commands(struct repo *r, const struct plan *p, bool quiet) MUST_CHECK;

#endif
