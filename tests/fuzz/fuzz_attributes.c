#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "checklist/checklist.h"
#include "checklist/item_attributes.h"

#include <stdlib.h>
#include <string.h>

/* A list of attributes; and the value of a phase. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(text) char *text = xstrndup((const char *)data, size);
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct item_attributes is = { .count = 1 };
	struct entries entries;

	if (item_attributes_read(&is, &arena, text, "x:1") == 0 &&
	    (is.count < 1 || is.max_age < 0 ||
	     (is.origin[ITEM_ACCEPT] != NULL) != (is.accept.n != 0)))
		abort();
	if (entries_read(&entries, &arena, text) < 0)
		return 0;
	for (size_t i = 0; i < entries.n; i++)
		if (entries.v[i].depth > ENTRY_DEPTH_MAX ||
		    (entries.v[i].name != NULL) ==
			    (entries.v[i].fact.text != NULL))
			abort();
	return 0;
}
