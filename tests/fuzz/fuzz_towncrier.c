#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "towncrier/towncrier.h"
#include "towncrier/towncrier_write.h"

#include <stdlib.h>
#include <string.h>

/* Settings, a template and a fragment, NULs between them: all three come with
 * the commit, from anybody. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, all = STRBUF_INIT;
	char *text = arena_strndup(&arena, (const char *)data, n);
	size_t a = strlen(text) < n ? strlen(text) : n;
	size_t b = a < n ? a + 1 + strlen(text + a + 1) : n;
	struct towncrier t;

	if (b > n)
		b = n;
	const struct toml_text conf = { "f", text, a };
	if (towncrier_config(&t, &arena, &conf, &conf) < 0)
		return 0;
	struct news news = { .version = "1.0",
			     .date = "2026-01-31",
			     .template = a < n ? text + a + 1 : NULL,
			     .template_n = a < n ? b - a - 1 : 0 };
	const char *rest = b < n ? text + b + 1 : "x";
	const struct fragment list[] = {
		{ 0, "12.feature.md", rest, strlen(rest) },
		{ 0, "+x.feature.md", "y", 1 },
		{ 0, "3.misc", rest, strlen(rest) },
	};
	if (news.template)
		t.template = "t";
	if (!towncrier_render(&out, &t, list, 3, &news)) {
		towncrier_write(&all, &t, rest, strlen(rest), &out);
		if (!all.len || memchr(out.buf, '\0', out.len))
			abort();
	}
	return 0;
}
