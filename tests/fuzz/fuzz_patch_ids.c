#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "pick/patch_ids.h"

#include <stdlib.h>
#include <string.h>

static void look(const char *data, size_t n)
{
	CLEANUP(patch_ids) struct patch_ids ids;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	bool ok = patch_ids_parse(&ids, data, n);

	if (!ok && ids.n)
		abort();
	for (size_t i = 0; i < ids.n; i++)
		if (patch_ids_find(&ids, &ids.item[i].commit) != &ids.item[i])
			abort();
	patch_ids_print(&ids, &out);
	if (ok && out.len > n)
		abort();
}

/* The file patch-ids, as it is and with the sum that it would need: what is read
 * can be found, and is written as it was, but for records that say nothing. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	char sum[SHA256_HEX_SIZE];

	look((const char *)data, size);
	strbuf_add(&text, data, size);
	sha256_hex(sum, text.buf, text.len);
	strbuf_adds(&text, sum);
	look(text.buf, text.len);
	return 0;
}
