#include "base/crash.h"

#ifdef CRASH_POINTS
#include <stdlib.h>
#include <unistd.h>

void crash_point(void)
{
	static long count;
	const char *at = getenv("CRASH_AT");

	if (at && ++count == strtol(at, NULL, 10))
		_exit(99);
}
#else
typedef int crash_c_is_not_empty;
#endif
