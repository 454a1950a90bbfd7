#ifndef BASE_TEMPDIR_H
#define BASE_TEMPDIR_H

/*
 * A folder below $TMPDIR for files that are needed for a moment.  Its name
 * holds our process, so that what a killed one left is known for what it is:
 * the next to make one clears it away.
 */
#include "base/error.h"

/* The caller releases `*path`, which removes the folder and all in it. */
int tempdir_make(char **path) MUST_CHECK;
void tempdir_release(char *path); /* NULL: nothing */

static inline void cleanup_tempdir(char **path)
{
	tempdir_release(*path);
}

#endif
