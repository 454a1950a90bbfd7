#include "net/http.h"

#include "base/alloc.h"
#include "net/http_exchange.h"

#include <stdlib.h>
#include <string.h>

int http_open(struct http **out, const struct http_settings *settings)
{
	struct http *h = xcalloc(1, sizeof(*h));
	int rc = curl_load(&h->curl);

	*out = NULL;
	if (rc == 0) {
		h->multi = h->curl->multi_init();
		if (!h->multi)
			rc = error(E_FAIL, "cannot start libcurl");
	}
	if (rc < 0) {
		free(h);
		return rc;
	}
	h->set = *settings;
	*out = h;
	return 0;
}

void http_close(struct http *h)
{
	if (!h)
		return;
	h->curl->multi_cleanup(h->multi);
	free(h);
}

void http_meanwhile(struct http *h, bool (*some)(void *arg), void *arg)
{
	h->some = some;
	h->some_arg = arg;
}

void http_answer_release(struct http_answer *a)
{
	strbuf_release(&a->body);
	strbuf_release(&a->headers);
	*a = (struct http_answer)HTTP_ANSWER_INIT;
}

int http_judged(const struct http *h)
{
	return h->judged;
}

unsigned http_count(const struct http *h)
{
	return h->sent;
}

const char *http_header(const struct http_answer *a, const char *name)
{
	const char *line = a->headers.buf, *end = line + a->headers.len;
	size_t n = strlen(name);

	for (; line < end; line += strlen(line) + 1) {
		if (!strncmp(line, name, n) && !strncmp(line + n, ": ", 2))
			return line + n + 2;
	}
	return NULL;
}
