#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "net/http_later.h"
#include "net/link.h"

#include <stdlib.h>
#include <string.h>

/* A Link header, a Retry-After, and the body of an error. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf says = STRBUF_INIT;
	const char *text = arena_strndup(&a, (const char *)data, n);
	const char *next = link_next(&a, text);
	struct http_answer answer = HTTP_ANSWER_INIT;

	if (next && (!strstr(text, next) || strchr(next, '>')))
		abort();
	answer.status = 429;
	strbuf_addf(&answer.headers, "retry-after: %s", text);
	strbuf_addc(&answer.headers, '\0');
	if (http_later(&answer, 0) < 0)
		abort();
	strbuf_add(&answer.body, data, n);
	http_says(&says, &answer);
	if (says.len > 300 || strpbrk(says.buf, "\r\n"))
		abort();
	http_answer_release(&answer);
	return 0;
}
