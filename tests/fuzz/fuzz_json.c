/*
 * What json_parse takes, it must take again as json_line writes it, with the
 * same result.
 */
#include "tests/fuzz/fuzz.h"

#include "base/alloc.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	json_object *o, *again;

	if (json_parse(&o, (const char *)data, n) < 0)
		return 0;
	char *line = xstrdup(json_line(o));
	if (json_parse(&again, line, strlen(line)) < 0 ||
	    strcmp(json_line(again), line))
		abort();
	free(line);
	json_object_put(again);
	json_object_put(o);
	return 0;
}
