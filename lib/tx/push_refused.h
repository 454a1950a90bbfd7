#ifndef TX_PUSH_REFUSED_H
#define TX_PUSH_REFUSED_H

/*
 * A push that the remote has refused: which refs, why, and what can be done.
 */
#include "base/strbuf.h"
#include "tx/step.h"

/* The error, by what git push --porcelain has printed, and what it and the server
 * said: E_STALE where somebody else was first, else E_POLICY. */
int push_refused(struct attempt *a, struct strbuf *out, const char *err);
/* Did somebody else move or lock a ref meanwhile, by what git has said? */
bool push_was_raced(const struct attempt *a, const char *err);

#endif
