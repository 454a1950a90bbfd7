#ifndef GATE_GATE_WORKFLOW_H
#define GATE_GATE_WORKFLOW_H

/*
 * A gate that is a workflow of the forge: started as `git rel ci run` starts one,
 * on the branch that is at the candidate; found again by the id of its run, that
 * its launch is recorded with, from any machine; what it leaves is fetched.
 *
 * File "logs/<release>/gate.<name>.asked", JSON: what is being started, so that
 * one whose answer was lost is found, and not started twice.
 */
#include "gate/gate_work.h"

/* The line that people see of it, and whether it was launched already. */
int gate_workflow_look(struct gate_work *w,
		       const struct standing *standing) MUST_CHECK;
/* Start it, or ask what became of it: fills in `result`, or `pending`. */
int gate_workflow_run(struct gate_work *w) MUST_CHECK;
/* Its launch is kept: what was noted for a crash may go. */
int gate_workflow_kept(struct gate_work *w) MUST_CHECK;

#endif
