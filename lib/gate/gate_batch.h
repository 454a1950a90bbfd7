#ifndef GATE_GATE_BATCH_H
#define GATE_GATE_BATCH_H

/*
 * Gates that are due, side by side.
 */
#include "gate/gate_work.h"

struct gate_batch {
	struct gate_work *work;
	size_t n;
	int jobs;   /* at once; at least 1 */
	bool waits; /* for what was launched, however long it takes */
	/* out */
	size_t failed, pending;
	size_t left;        /* not run: see `broken` */
	const char *broken; /* the files are no more those of the candidate */
};

/* Those whose result is wanted: named ones (NULL-terminated; NULL: all that block
 * and whose needs are met).  E_NOTFOUND, E_USAGE for names that are no gates. */
int gate_batch_choose(struct gate_batch *b, struct ctx *c,
		      const struct staging *s, const struct policy *p,
		      const struct standings *all,
		      const struct strvec *names) MUST_CHECK;

/* Has one of them a process here, that wants the files of the candidate? */
bool gate_batch_wants_place(const struct gate_batch *b);
/* Run them to the end.  Each result is spooled as it comes, and told. */
int gate_batch_run(struct gate_batch *b, struct ctx *c,
		   const struct staging *s) MUST_CHECK;

#endif
