#ifndef CHECKLIST_DURATION_H
#define CHECKLIST_DURATION_H

/*
 * "30s", "10m", "24h", "7d".  Pure.
 */
#include "base/error.h"

/* Seconds, at most those of 10,000 days.  E_CONFIG. */
int duration_read(long long *seconds, const char *text) MUST_CHECK;

#endif
