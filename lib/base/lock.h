#ifndef BASE_LOCK_H
#define BASE_LOCK_H

/*
 * Locks that end with the process that holds them, however it ends.
 */
#include "base/error.h"

/* Take an exclusive lock on `path` (created if needed), held until the
 * descriptor in `*fd` is closed or the process dies; children do not inherit
 * it.  E_PENDING if another process holds it after `wait_ms` milliseconds. */
int file_lock(int *fd, const char *path, int wait_ms) MUST_CHECK;

#endif
