#ifndef GATE_GATE_REPORT_H
#define GATE_GATE_REPORT_H

/*
 * What the run of a workflow leaves that `keep` names: fetched, with its digest in
 * the record of the gate.
 */
#include "dialect/forge.h"
#include "gate/gate_work.h"

/* To logs/<release>/gate.<name>.<artifact>, in the work's result.  A gate
 * whose run has left nothing of these has not passed; what cannot be fetched now is
 * asked for again. */
int gate_report(struct gate_work *w, struct forge *f,
		const char *run) MUST_CHECK;

#endif
