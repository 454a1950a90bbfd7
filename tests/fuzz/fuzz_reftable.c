#include "tests/fuzz/fuzz.h"

#include "git/reftable.h"

#include <stdlib.h>
#include <string.h>

static size_t sum;

/* Every byte that is given can be read. */
static void see(void *arg, const struct table_ref *ref)
{
	(void)arg;
	if (!ref->name_len)
		abort();
	for (size_t i = 0; i < ref->name_len; i++)
		sum += (unsigned char)ref->name[i];
	for (size_t i = 0; i < ref->target_len; i++)
		sum += (unsigned char)ref->target[i];
	if (ref->kind == REF_SYMBOLIC && !ref->target_len)
		abort();
}

/* A table, as a whole and as the blocks alone. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t end;

	if (size >= REFTABLE_HEADER + REFTABLE_FOOTER &&
	    reftable_end(data, data + size - REFTABLE_FOOTER, size, &end)) {
		if (end > size - REFTABLE_FOOTER)
			abort();
		(void)reftable_each(data, (size_t)end, see, NULL);
	}
	(void)reftable_each(data, size, see, NULL);
	return 0;
}
