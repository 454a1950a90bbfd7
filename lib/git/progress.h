#ifndef GIT_PROGRESS_H
#define GIT_PROGRESS_H

/*
 * The meters of a git fetch or git push that takes longer than a second, on one
 * line of the terminal, which is empty again when it ends.
 */
#include "base/run.h"
#include "base/strvec.h"

#include <stdint.h>

/* Set once by the command: stderr is a terminal that can erase a line, and
 * nobody asked for quiet. */
extern bool progress_wanted;
/* ... it is none, and nobody asked for quiet: what takes long is said once. */
extern bool progress_lines;

struct progress {
	int64_t begun; /* ms */
	size_t used;   /* of its stderr */
	bool shown;
};

/* Before `run` runs: its options so far are in `argv`.  `run` must collect
 * stderr; both live until progress_end(). */
void progress_start(struct progress *p, struct run *run, struct strvec *argv);

/* After it: the meters go, on the terminal and in what was collected. */
void progress_end(struct progress *p, struct strbuf *err);

#endif
