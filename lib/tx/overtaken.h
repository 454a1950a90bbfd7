#ifndef TX_OVERTAKEN_H
#define TX_OVERTAKEN_H

/*
 * A plan that pushes a branch and asks the forge to merge it may be taken up again
 * when somebody else has gone that way to its end: it was merged, and the branch
 * deleted.  Pushed anew, it would be a request of nothing.
 */
#include "tx/attempts.h"

/* Mark pushes and requests as done where what they were to bring is in its target.
 * After attempts_probe(); negative where remote or forge do not answer. */
int overtaken_mark(struct attempts *t) MUST_CHECK;

#endif
