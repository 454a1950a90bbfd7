#ifndef NET_HTTP_H
#define NET_HTTP_H

/*
 * Requests to one forge: one session a command, its connections kept.  TLS is
 * always verified.  Redirects are followed by hand: same scheme, host and port
 * only, the method kept; so no secret ever goes to another host.
 *
 *	GET, HEAD, PUT, DELETE	sent again after a lost connection, 502, 503, 504
 *	POST, PATCH		sent once: the caller looks whether it happened
 *
 * Where a forge says "later" (429, or 403 of a rate limit) it is waited for, if
 * that is at most `patience` seconds; else E_NET tells when.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* As git's http.* settings say it for the URL; NULL or 0: not set. */
struct http_settings {
	const char *proxy, *proxy_auth, *no_proxy;
	const char *ca_file, *ca_path; /* http.sslCAInfo, http.sslCAPath */
	const char *cert, *key;        /* http.sslCert, http.sslKey */
	const char *version;           /* http.version */
	const char *agent;             /* User-Agent; NULL: "git-rel" */
	long low_speed_limit, low_speed_time;
	long connect_timeout,
		timeout; /* seconds; 0: ours, 30 and 300; an upload
					  may take as long as it moves */
	long patience;   /* seconds; 0: ours, 60 */
	bool verbose;    /* each request to stderr, without secrets */
	bool progress;   /* of uploads, on a terminal, after 1 s */
};

struct http;

/* Begin; `http_close()` ends it.  libcurl is loaded by the first of a process.
 * E_FAIL if it is not there.  Strings of the settings must outlive it. */
int http_open(struct http **out,
	      const struct http_settings *settings) MUST_CHECK;
void http_close(struct http *h);

struct http_request {
	const char *method; /* "GET" */
	const char *url;
	const char *const *header; /* "Accept: x"; NULL-terminated, or NULL */
	const char *secret;        /* "Authorization: Bearer x", or NULL */
	const char *type;          /* Content-Type of what is sent, or NULL */
	const char *body;          /* what is sent, or NULL */
	size_t n;
	const char *file;          /* sent in place of `body`, streamed */
	const char *part;          /* multipart/form-data: name of the field
					 that `file` goes in, or NULL */
	const char *part_name;     /* ... and the file's name there */
	const char *etag;          /* If-None-Match, or NULL */
	const char *accept_status; /* "404 409": no error; see http_send() */
	size_t limit;              /* of the answer; 0: 8 MiB */
	/* A download may lead to another host, by https, without the secret and
	 * without `header`: where a forge keeps its files. */
	bool elsewhere;
	/* What a 2xx brings as it comes, in place of answer.body, for downloads
	 * that are only hashed or written.  (NULL, 0) comes first, and again
	 * where it begins anew.  Negative: stop, and return that.  Or NULL. */
	int (*take)(void *arg, const char *data, size_t n);
	void *take_arg;
};

struct http_answer {
	long status; /* 200; 304 where `etag` was right */
	struct strbuf body;
	struct strbuf headers; /* "name: value", each with a NUL behind
					 it; names in lower case */
	unsigned requests;     /* how many it took */
};
#define HTTP_ANSWER_INIT { .body = STRBUF_INIT, .headers = STRBUF_INIT }
void http_answer_release(struct http_answer *a);

/* Send and wait.  0 where the status is 2xx, 304, or one that `accept_status`
 * names.  Else E_NET, or E_NOTFOUND (404), E_EXISTS (409), E_POLICY (401, 403),
 * with status and the first line of what was said; the answer is filled in then,
 * too.  E_NET with status 0: nobody answered, or half; it may have happened. */
int http_send(struct http *h, const struct http_request *r,
	      struct http_answer *out) MUST_CHECK;

/* Several, at most `at_once` side by side.  `result[i]` is what http_send()
 * would have returned; the message recorded is that of the first that failed.
 * 0 if all are 0. */
int http_send_all(struct http *h, const struct http_request *r, size_t n,
		  size_t at_once, struct http_answer *out,
		  int *result) MUST_CHECK;

/* Something to do while answers are waited for: `some` does what takes a
 * millisecond, until it returns false.  NULL: nothing. */
void http_meanwhile(struct http *h, bool (*some)(void *arg), void *arg);

/* The first value of a header; it belongs to the answer; NULL: not there. */
const char *http_header(const struct http_answer *a, const char *name);

/* What an answer that is an error says, one line of it; nothing: no words. */
void http_says(struct strbuf *out, const struct http_answer *a);

/* What became of secrets: 1, one was taken; -1, one was refused (401); 0. */
int http_judged(const struct http *h);

/* How many requests were sent in all, for the tests of what a verb costs. */
unsigned http_count(const struct http *h);

#endif
