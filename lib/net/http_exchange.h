#ifndef NET_HTTP_EXCHANGE_H
#define NET_HTTP_EXCHANGE_H

/*
 * Private to http: a session, and one request on its way to an answer, which
 * may take several tries.
 */
#include "base/arena.h"
#include "net/curl.h"
#include "net/http.h"
#include "net/http_upload.h"

#include <stdint.h>

struct http {
	const struct curl_lib *curl;
	struct http_settings set;
	CURLM *multi;
	unsigned sent;
	int judged;
	int64_t not_before;      /* clock_ms(): somebody said "later" */
	bool (*some)(void *arg); /* http_meanwhile() */
	void *some_arg;
};

struct exchange {
	struct http *h;
	const struct http_request *r;
	struct http_answer *a;
	struct arena arena;
	const char *url; /* where redirects have led */
	bool elsewhere;  /* ... to another host */
	unsigned tries, redirects, laters;
	long waited;        /* seconds, because of "later" */
	int64_t not_before; /* clock_ms() */
	int64_t sent;       /* by the last try */
	/* of this try */
	CURL *easy;
	struct curl_slist *lines;
	struct http_upload upload;
	int stopped; /* by a callback of ours */
	struct saved_error why;
	bool taking;
	char says[CURL_ERROR_SIZE];
};

/* One try begins; E_FAIL if it cannot: the file cannot be read.  After it
 * http_exchange_end(), also where it could not begin. */
int http_exchange_begin(struct exchange *x) MUST_CHECK;
void http_exchange_end(struct exchange *x);

#endif
