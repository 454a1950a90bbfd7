#include "tests/fuzz/fuzz.h"

#include "base/alloc.h"
#include "git/reftable.h"

#include <stdlib.h>
#include <string.h>

static size_t sum;

struct last {
	char *name;
	size_t len;
};

/* Every byte that is given can be read, and the names ascend. */
static void see(void *arg, const struct table_ref *ref)
{
	struct last *last = arg;
	size_t n = ref->name_len < last->len ? ref->name_len : last->len;

	if (!ref->name_len)
		abort();
	int cmp = n ? memcmp(last->name, ref->name, n) : 0;
	if (cmp > 0 || (!cmp && last->len >= ref->name_len))
		abort();
	last->name = xrealloc(last->name, ref->name_len, 1);
	memcpy(last->name, ref->name, ref->name_len);
	last->len = ref->name_len;
	for (size_t i = 0; i < ref->target_len; i++)
		sum += (unsigned char)ref->target[i];
	if (ref->kind == REF_SYMBOLIC && !ref->target_len)
		abort();
}

static void read_refs(const uint8_t *data, uint64_t index, uint64_t end)
{
	const struct table_span span = { .index = index, .end = end };
	struct last last = { .len = 0 };

	(void)reftable_each(data, &span, see, &last);
	free(last.name);
}

/* A table, and the same when nothing asks for the checksum of its footer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct table_span span;
	uint64_t index = 0;

	read_refs(data, 0, size);
	if (size < REFTABLE_HEADER + REFTABLE_FOOTER)
		return 0;
	const uint8_t *footer = data + size - REFTABLE_FOOTER;
	for (size_t i = 0; i < 8; i++)
		index = index << 8 | footer[REFTABLE_HEADER + i];
	read_refs(data, index, size - REFTABLE_FOOTER);
	if (!reftable_span(data, footer, size, &span))
		return 0;
	if (span.end > size - REFTABLE_FOOTER || span.index > span.end)
		abort();
	read_refs(data, span.index, span.end);
	return 0;
}
