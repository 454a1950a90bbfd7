#ifndef BASE_STD_STREAM_H
#define BASE_STD_STREAM_H

/*
 * The three streams that a program is born with.
 */
#include "base/error.h"

/* One that is closed becomes /dev/null, as with git: else the next file that is
 * opened would take its place, and what is said would be written there.  E_FAIL
 * where that cannot be opened; nothing else may have been before. */
int std_stream_open(void) MUST_CHECK;

/* Is all that was said on stdout out?  E_FAIL where it was lost, but where its reader
 * has gone, who wanted no more of it; as git looks at the end of each command. */
int std_stream_end(void) MUST_CHECK;

#endif
