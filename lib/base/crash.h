#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/*
 * In test builds CRASH_AT=n in the environment ends the process at the n-th
 * crash_point(), as kill -9 would: no handler runs, nothing is flushed.
 */
#ifdef CRASH_POINTS
void crash_point(void);
#else
static inline void crash_point(void)
{
}
#endif

#endif
