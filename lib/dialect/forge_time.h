#ifndef DIALECT_FORGE_TIME_H
#define DIALECT_FORGE_TIME_H

/*
 * Points in time, as forges write them.  Pure.
 */

/* "2026-11-29T22:01:02Z", "...02.123+01:00": seconds since 1970; -1: no such. */
long long forge_time(const char *text);

#endif
