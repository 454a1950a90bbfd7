#include "net/http_callbacks.h"

#include <stdio.h>
#include <string.h>

enum {
	HEADERS_MAX = 64 << 10,
	ANSWER_MAX = 8 << 20,
};

bool http_repeats(const struct exchange *x)
{
	const char *m = x->r->method;

	return strcmp(m, "POST") != 0 && strcmp(m, "PATCH") != 0;
}

/* Others are on their way besides, and may have something to say, too. */
static void stop(struct exchange *x, int code)
{
	if (x->stopped == 0)
		error_save(&x->why);
	x->stopped = code;
}

/* "HTTP/1.1 200 OK" */
static void take_status(struct exchange *x, const char *line, size_t n)
{
	const char *at = memchr(line, ' ', n), *end = line + n;
	long status = 0;

	for (at = at ? at + 1 : end; at < end && *at >= '0' && *at <= '9'; at++)
		status = status < 1000 ? 10 * status + (*at - '0') : status;
	x->a->status = status;
	strbuf_reset(&x->a->headers);
}

static void take_header(struct strbuf *to, const char *line, size_t n)
{
	const char *end = line + n, *colon = memchr(line, ':', n);

	while (end > line && strchr(" \t\r\n", end[-1]))
		end--;
	if (!colon || colon >= end || memchr(line, '\0', n))
		return;
	for (; line < colon; line++)
		strbuf_addc(to, *line >= 'A' && *line <= 'Z' ?
					(char)(*line - 'A' + 'a') :
					*line);
	for (colon++; colon < end && (*colon == ' ' || *colon == '\t'); colon++)
		;
	strbuf_adds(to, ": ");
	strbuf_add(to, colon, (size_t)(end - colon));
	strbuf_addc(to, '\0');
}

/* Each answer begins with "HTTP/", also one in between, like 103, and that of a
 * proxy. */
size_t http_hear(char *line, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;

	n *= size;
	if (n > 5 && !strncmp(line, "HTTP/", 5)) {
		take_status(x, line, n);
		return n;
	}
	if (x->a->headers.len + n > HEADERS_MAX) {
		error(E_NET,
		      "the answer of '%s' has more than %d KiB of headers",
		      x->url, HEADERS_MAX >> 10);
		stop(x, E_NET);
		return 0;
	}
	take_header(&x->a->headers, line, n);
	return n;
}

static int take(struct exchange *x, const char *data, size_t n)
{
	int rc = 0;

	if (!x->taking)
		rc = x->r->take(x->r->take_arg, NULL, 0);
	x->taking = true;
	return rc < 0 ? rc : x->r->take(x->r->take_arg, data, n);
}

static int keep(struct exchange *x, const char *data, size_t n)
{
	size_t limit = x->r->limit ? x->r->limit : ANSWER_MAX;

	if (x->a->body.len + n > limit)
		return error(E_NET,
			     "the answer of '%s' is longer than %zu bytes",
			     x->url, limit);
	strbuf_add(&x->a->body, data, n);
	return 0;
}

size_t http_receive(char *data, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	bool good = x->a->status >= 200 && x->a->status < 300;
	int rc;

	n *= size;
	rc = x->r->take && good ? take(x, data, n) : keep(x, data, n);
	if (rc < 0)
		stop(x, rc);
	return rc < 0 ? 0 : n;
}

size_t http_give(char *to, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	ssize_t got = http_upload_read(&x->upload, to, size * n);

	if (got < 0)
		stop(x, E_FAIL);
	return got < 0 ? CURL_READFUNC_ABORT : (size_t)got;
}

/* libcurl goes back where a kept connection turned out to be closed.  Then a
 * POST may well have been received. */
int http_go_back(void *arg, curl_off_t to, int origin)
{
	struct exchange *x = arg;

	if (origin != SEEK_SET || !http_repeats(x))
		return CURL_SEEKFUNC_FAIL;
	x->upload.at = to;
	return CURL_SEEKFUNC_OK;
}
