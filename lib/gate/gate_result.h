#ifndef GATE_GATE_RESULT_H
#define GATE_GATE_RESULT_H

/*
 * What comes of a gate that has ended.
 */
#include "gate/gate_work.h"

/* Fill in `w->result` by its exit status, what it said, and the values it wrote.
 * `stopped`: why it was ended; NULL: it ended by itself.  `copy`: a file for just
 * that part of `log` that its digest is of. */
int gate_result(struct gate_work *w, int status, const char *stopped,
		const char *log, const char *copy,
		const char *values) MUST_CHECK;

#endif
