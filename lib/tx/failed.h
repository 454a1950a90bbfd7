#ifndef TX_FAILED_H
#define TX_FAILED_H

/*
 * Carrying a plan out has failed: what becomes of it, and what is advised.
 */
#include "tx/attempts.h"

#include <stdbool.h>

/* Keep the message, look whether anything went through after all, and if nothing
 * did, forget it.  Where we cannot look (no connection), or where a merge is set
 * up in part, the journal must stay.  The code that was given. */
int failed_settle(struct attempts *t, int rc, bool decided);

/* What is decided can only be completed, or forgotten where a forge is asked. */
void failed_hint_decided(const struct plan *p);

#endif
