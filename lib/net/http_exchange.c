#include "net/http_exchange.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	HEADERS_MAX = 64 << 10,
	ANSWER_MAX = 8 << 20,
};

#define SET(x, option, value)                                                  \
	(x)->h->curl->easy_set((x)->easy, CURLOPT_##option, value)

bool exchange_repeats(const struct exchange *x)
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

/* A header line.  Each answer begins with "HTTP/", also one in between, like
 * 103, and that of a proxy. */
static size_t hear(char *line, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	struct strbuf *to = &x->a->headers;
	size_t length = n * size, name;

	if (length > 5 && !strncmp(line, "HTTP/", 5)) {
		const char *space = memchr(line, ' ', length);

		strbuf_reset(to);
		x->a->status = 0;
		for (; space && ++space < line + length && *space >= '0' &&
		       *space <= '9' && x->a->status < 1000;)
			x->a->status = 10 * x->a->status + (*space - '0');
		return length;
	}
	if (to->len + length > HEADERS_MAX) {
		x->stopped = error(
			E_NET,
			"the answer of '%s' has more than %d KiB of headers",
			x->url, HEADERS_MAX >> 10);
		return 0;
	}
	while (n && (line[length - 1] == '\n' || line[length - 1] == '\r') &&
	       --length)
		;
	const char *colon = memchr(line, ':', length);
	if (!colon || memchr(line, '\0', length))
		return n * size;
	name = (size_t)(colon - line);
	for (size_t i = 0; i < name; i++)
		strbuf_addc(to, line[i] >= 'A' && line[i] <= 'Z' ?
					(char)(line[i] - 'A' + 'a') :
					line[i]);
	for (colon++;
	     colon < line + length && (*colon == ' ' || *colon == '\t');)
		colon++;
	strbuf_adds(to, ": ");
	strbuf_add(to, colon, (size_t)(line + length - colon));
	strbuf_addc(to, '\0');
	return n * size;
}

static int take(struct exchange *x, const char *data, size_t n)
{
	int rc = 0;

	if (!x->taking)
		rc = x->r->take(x->r->take_arg, NULL, 0);
	x->taking = true;
	return rc < 0 ? rc : x->r->take(x->r->take_arg, data, n);
}

static size_t receive(char *data, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	size_t limit = x->r->limit ? x->r->limit : ANSWER_MAX;
	bool good = x->a->status >= 200 && x->a->status < 300;

	n *= size;
	if (x->r->take && good) {
		int rc = take(x, data, n);

		if (rc < 0)
			stop(x, rc);
		return rc < 0 ? 0 : n;
	}
	if (x->a->body.len + n > limit) {
		x->stopped = error(
			E_NET, "the answer of '%s' is longer than %zu bytes",
			x->url, limit);
		return 0;
	}
	strbuf_add(&x->a->body, data, n);
	return n;
}

static void add_line(struct exchange *x, const char *line)
{
	x->lines = x->h->curl->list_add(x->lines, line);
}

static void set_lines(struct exchange *x)
{
	const struct http_request *r = x->r;

	for (size_t i = 0; r->header && r->header[i] && !x->elsewhere; i++)
		add_line(x, r->header[i]);
	if (r->secret && !x->elsewhere)
		add_line(x, r->secret);
	if (r->etag)
		add_line(x,
			 arena_printf(&x->arena, "If-None-Match: %s", r->etag));
	if (x->upload.type.len)
		add_line(x, arena_printf(&x->arena, "Content-Type: %s",
					 x->upload.type.buf));
	/* no waiting for a "100 Continue" that may never come */
	add_line(x, "Expect:");
	SET(x, HTTPHEADER, x->lines);
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	ssize_t got = http_upload_read(&x->upload, to, size * n);

	if (got < 0)
		stop(x, E_FAIL);
	return got < 0 ? CURL_READFUNC_ABORT : (size_t)got;
}

/* libcurl goes back where a kept connection turned out to be closed.  Then a
 * POST may well have been received. */
static int go_back(void *arg, curl_off_t to, int origin)
{
	struct exchange *x = arg;

	if (origin != SEEK_SET || !exchange_repeats(x))
		return CURL_SEEKFUNC_FAIL;
	x->upload.at = to;
	return CURL_SEEKFUNC_OK;
}

static void set_method(struct exchange *x)
{
	const char *m = x->r->method;
	bool may_send = !strcmp(m, "POST") || !strcmp(m, "PUT") ||
			!strcmp(m, "PATCH");

	if (!strcmp(m, "HEAD")) {
		SET(x, NOBODY, 1L);
	} else if (may_send || x->r->body || x->r->file) {
		SET(x, UPLOAD, 1L);
		SET(x, INFILESIZE_LARGE,
		    (curl_off_t)http_upload_size(&x->upload));
		SET(x, READFUNCTION, give);
		SET(x, READDATA, x);
		SET(x, SEEKFUNCTION, go_back);
		SET(x, SEEKDATA, x);
		/* nothing that would have to be sent again shows libcurl that
		 * an empty POST was: so on a connection of its own */
		if (!exchange_repeats(x) && !http_upload_size(&x->upload))
			SET(x, FRESH_CONNECT, 1L);
	}
	SET(x, CUSTOMREQUEST, m);
}

static void set_times(struct exchange *x)
{
	const struct http_settings *s = x->h->set;
	long timeout = s->timeout ? s->timeout : 300;
	bool streamed = x->r->file || x->r->take;

	SET(x, CONNECTTIMEOUT, s->connect_timeout ? s->connect_timeout : 30L);
	SET(x, TIMEOUT, streamed ? 0L : timeout);
	if (s->low_speed_limit > 0 && s->low_speed_time > 0) {
		SET(x, LOW_SPEED_LIMIT, s->low_speed_limit);
		SET(x, LOW_SPEED_TIME, s->low_speed_time);
	} else if (streamed) {
		SET(x, LOW_SPEED_LIMIT, 1L);
		SET(x, LOW_SPEED_TIME, timeout);
	}
}

static void set_settings(struct exchange *x)
{
	const struct http_settings *s = x->h->set;
	const char *version = s->version ? s->version : "";

	if (s->proxy)
		SET(x, PROXY, s->proxy);
	if (s->no_proxy)
		SET(x, NOPROXY, s->no_proxy);
	if (s->ca_file)
		SET(x, CAINFO, s->ca_file);
	if (s->ca_path)
		SET(x, CAPATH, s->ca_path);
	if (s->cert)
		SET(x, SSLCERT, s->cert);
	if (s->key)
		SET(x, SSLKEY, s->key);
	SET(x, HTTP_VERSION,
	    !strcmp(version, "HTTP/1.1") ? (long)CURL_HTTP_VERSION_1_1 :
					   (long)CURL_HTTP_VERSION_2TLS);
	SET(x, USERAGENT, s->agent ? s->agent : "git-rel");
}

static void set_always(struct exchange *x)
{
	SET(x, URL, x->url);
	SET(x, PRIVATE, x);
	SET(x, NOSIGNAL, 1L);
	SET(x, NOPROGRESS, 1L);
	SET(x, NETRC, (long)CURL_NETRC_IGNORED);
	SET(x, FOLLOWLOCATION, 0L);
	SET(x, SSL_VERIFYPEER, 1L);
	SET(x, SSL_VERIFYHOST, 2L);
	SET(x, SUPPRESS_CONNECT_HEADERS, 1L);
	SET(x, ERRORBUFFER, x->says);
	SET(x, HEADERFUNCTION, hear);
	SET(x, HEADERDATA, x);
	SET(x, WRITEFUNCTION, receive);
	SET(x, WRITEDATA, x);
	if (!x->r->take) /* a file is wanted as it is */
		SET(x, ACCEPT_ENCODING, "gzip");
	if (!strncasecmp(x->url, "https:", 6))
		SET(x, PIPEWAIT, 1L);
}

/* With -v.  What a forge's redirect adds behind '?' may open a door. */
static void show(struct exchange *x)
{
	size_t n = x->elsewhere ? strcspn(x->url, "?") : strlen(x->url);

	fprintf(stderr, "> %s %.*s", x->r->method, (int)n, x->url);
	if (http_upload_size(&x->upload))
		fprintf(stderr, " (%lld bytes)",
			(long long)http_upload_size(&x->upload));
	fputc('\n', stderr);
}

int exchange_begin(struct exchange *x)
{
	int rc = http_upload_open(&x->upload, x->r);

	if (rc < 0)
		return rc;
	strbuf_reset(&x->a->body);
	strbuf_reset(&x->a->headers);
	x->a->status = 0;
	x->stopped = 0;
	x->taking = false;
	x->says[0] = '\0';
	x->easy = x->h->curl->easy_init();
	if (!x->easy || SET(x, PROTOCOLS_STR, "http,https") != CURLE_OK)
		return error(E_FAIL, "libcurl is too old, or out of memory");
	set_always(x);
	set_settings(x);
	set_times(x);
	set_method(x);
	set_lines(x);
	if (x->h->curl->multi_add(x->h->multi, x->easy) != CURLM_OK)
		return error(E_FAIL, "libcurl does not take a request");
	x->tries++;
	x->a->requests++;
	x->h->sent++;
	if (x->h->set->verbose)
		show(x);
	return 0;
}

void exchange_end(struct exchange *x)
{
	if (x->easy) {
		x->h->curl->multi_remove(x->h->multi, x->easy);
		x->h->curl->easy_cleanup(x->easy);
	}
	x->h->curl->list_free(x->lines);
	x->easy = NULL;
	x->lines = NULL;
	http_upload_close(&x->upload);
	if (x->h->set->verbose && x->a->status)
		fprintf(stderr, "< %ld\n", x->a->status);
}
