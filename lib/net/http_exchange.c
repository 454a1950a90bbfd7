#include "net/http_exchange.h"

#include "net/http_callbacks.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SET(x, option, value)                                                  \
	(x)->h->curl->easy_set((x)->easy, CURLOPT_##option, value)

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
		SET(x, READFUNCTION, http_give);
		SET(x, READDATA, x);
		SET(x, SEEKFUNCTION, http_go_back);
		SET(x, SEEKDATA, x);
		/* nothing that would have to be sent again shows libcurl that
		 * an empty POST was: so on a connection of its own */
		if (!http_repeats(x) && !http_upload_size(&x->upload))
			SET(x, FRESH_CONNECT, 1L);
	}
	SET(x, CUSTOMREQUEST, m);
}

static void set_times(struct exchange *x)
{
	const struct http_settings *s = &x->h->set;
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

/* http.proxyAuthMethod; basic is what libcurl begins with. */
static long proxy_auth(const char *name)
{
	return !strcmp(name, "anyauth")   ? (long)CURLAUTH_ANY :
	       !strcmp(name, "digest")    ? (long)CURLAUTH_DIGEST :
	       !strcmp(name, "negotiate") ? (long)CURLAUTH_NEGOTIATE :
	       !strcmp(name, "ntlm")      ? (long)CURLAUTH_NTLM :
					    (long)CURLAUTH_BASIC;
}

static void set_settings(struct exchange *x)
{
	const struct http_settings *s = &x->h->set;
	const char *version = s->version ? s->version : "";

	if (s->proxy)
		SET(x, PROXY, s->proxy);
	if (s->proxy_auth)
		SET(x, PROXYAUTH, proxy_auth(s->proxy_auth));
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
	SET(x, HEADERFUNCTION, http_hear);
	SET(x, HEADERDATA, x);
	SET(x, WRITEFUNCTION, http_receive);
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

int http_exchange_begin(struct exchange *x)
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
	if (x->h->set.verbose)
		show(x);
	return 0;
}

void http_exchange_end(struct exchange *x)
{
	if (x->easy) {
		x->h->curl->multi_remove(x->h->multi, x->easy);
		x->h->curl->easy_cleanup(x->easy);
	}
	x->h->curl->list_free(x->lines);
	x->easy = NULL;
	x->lines = NULL;
	x->sent = x->upload.at;
	http_upload_close(&x->upload);
	if (x->h->set.verbose && x->a->status)
		fprintf(stderr, "< %ld\n", x->a->status);
}
