#ifndef BASE_TEMPDIR_H
#define BASE_TEMPDIR_H

/*
 * A folder or file below $TMPDIR that is needed for a moment.  Its name holds
 * our process, so that what a killed one left is known for what it is: the next
 * to make one clears it away.
 */
#include "base/error.h"

#include <stddef.h>

/* The caller releases `*path`, which removes the folder and all in it. */
int tempdir_make(char **path) MUST_CHECK;
void tempdir_release(char *path); /* NULL: nothing */

/* A file in such a folder, anew, in place of what is there, a link too.  It need
 * not outlive a power cut, so nobody waits for the disk. */
int tempdir_write(const char *path, const void *data, size_t n) MUST_CHECK;

/* One file of these bytes beside such folders, readable by nobody else. */
int tempfile_make(char **path, const void *data, size_t n) MUST_CHECK;
void tempfile_release(char *path); /* NULL: nothing */

static inline void cleanup_tempfile(char **path)
{
	tempfile_release(*path);
}

static inline void cleanup_tempdir(char **path)
{
	tempdir_release(*path);
}

#endif
