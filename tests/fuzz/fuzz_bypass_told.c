#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "git/bypass_told.h"

#include <stdlib.h>
#include <string.h>

/* What a server says in its answer to a push. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(strvec) struct strvec told = STRVEC_INIT;
	CLEANUP(text) char *text = xstrndup((const char *)data, n);

	bypass_told(&told, text);
	for (size_t i = 0; i < told.n; i++)
		if (!*told.v[i] || strpbrk(told.v[i], "\n\r\t\033\177"))
			abort();
	return 0;
}
