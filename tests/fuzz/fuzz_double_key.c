#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "evidence/double_key_find.h"

#include <stdlib.h>
#include <string.h>

/* A file of signers: what is found is found again with more behind it, and with
 * another person's line in front. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(text) char *text = xstrndup((const char *)data, size);
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf more = STRBUF_INIT;
	const char *found = double_key_find(&arena, text);

	if (!found)
		return 0;
	if (!*found || strchr(found, '\n'))
		abort();
	strbuf_addf(&more, "zoe@example.org ssh-rsa AAAA\n%s\n", text);
	if (!double_key_find(&arena, more.buf))
		abort();
	strbuf_adds(&more, "mia@example.org ssh-rsa BBBB\n");
	if (!double_key_find(&arena, more.buf))
		abort();
	return 0;
}
