#ifndef TX_STREAM_H
#define TX_STREAM_H

/*
 * One command of the project: what it says is shown as it comes, kept in
 * <state>/logs/<release>/<step>.log, and its end is at hand.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"
#include "plan/plan.h"

/* Run a STEP_RUN of `release` (NULL: of none).  Its exit status, or negative.
 * The end of what it said is added to `tail`. */
int stream_run(struct repo *r, const char *release, const struct step *s,
	       bool quiet, struct strbuf *tail) MUST_CHECK;
const char *stream_log(struct repo *r, const char *release,
		       const struct step *s);
/* Add the last lines to the recorded error. */
void stream_tell(const struct strbuf *tail);

#endif
