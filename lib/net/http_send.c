#include "net/http_exchange.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/crash.h"
#include "net/http_progress.h"
#include "net/http_verdict.h"
#include "net/url.h"

#include <stdlib.h>
#include <string.h>

enum way { X_NEW, X_WAITS, X_RUNS, X_DONE };

/* Several requests on their way. */
struct batch {
	struct http *h;
	struct exchange *x;
	enum way *way;
	int *result;
	size_t n, done, at_once;
	size_t failed; /* the first that did; n: none */
	struct saved_error error;
};

static void finish(struct batch *b, size_t i, int rc)
{
	struct saved_error later;

	b->way[i] = X_DONE;
	b->result[i] = rc;
	b->done++;
	if (rc == 0 || i > b->failed)
		return;
	if (b->failed < b->n) {
		error_save(&later);
		error_restore(0, &b->error);
		error_restore(0, &later);
	}
	error_save(&b->error);
	b->failed = i;
}

static void begin(struct batch *b, size_t i)
{
	crash_point();
	int rc = http_exchange_begin(&b->x[i]);

	b->way[i] = X_RUNS;
	if (rc < 0) {
		http_exchange_end(&b->x[i]);
		finish(b, i, rc);
	}
}

/* Begin what may begin now.  How long until the next may, in ms. */
static int begin_due(struct batch *b)
{
	int64_t now = clock_ms(), wait = 1000;
	size_t busy = 0;

	for (size_t i = 0; i < b->n && busy < b->at_once; i++) {
		int64_t when = b->x[i].not_before > b->h->not_before ?
				       b->x[i].not_before :
				       b->h->not_before;

		if (b->way[i] == X_DONE)
			continue;
		busy++;
		if (b->way[i] == X_RUNS)
			continue;
		if (when <= now)
			begin(b, i);
		else if (when - now < wait)
			wait = when - now;
	}
	return (int)wait;
}

/* Take what has ended; true: something has. */
static bool collect(struct batch *b)
{
	bool any = false;
	int left;

	for (;;) {
		CURLMsg *msg = b->h->curl->multi_info(b->h->multi, &left);
		char *of = NULL;
		CURLcode code;

		if (!msg)
			return any;
		if (msg->msg != CURLMSG_DONE)
			continue;
		any = true;
		code = msg->data.result;
		b->h->curl->easy_get(msg->easy_handle, CURLINFO_PRIVATE, &of);
		struct exchange *x = (struct exchange *)(void *)of;
		size_t i = (size_t)(x - b->x);
		http_exchange_end(x);
		crash_point();
		int rc = http_verdict(x, code);
		if (rc == AGAIN)
			b->way[i] = X_WAITS;
		else
			finish(b, i, rc);
	}
}

/* Until something comes, or for `ms`. */
static void wait_for(struct batch *b, int ms)
{
	struct http *h = b->h;

	if (h->some && !h->some(h->some_arg))
		h->some = NULL;
	h->curl->multi_poll(h->multi, NULL, 0, h->some ? 0 : ms, NULL);
}

static int run(struct batch *b, struct http_progress *progress)
{
	while (b->done < b->n) {
		int wait = begin_due(b), running;

		if (progress->total && wait > 200)
			wait = 200;
		if (b->h->curl->multi_perform(b->h->multi, &running) !=
		    CURLM_OK)
			return error(E_NET, "libcurl has failed");
		if (!collect(b) && b->done < b->n)
			wait_for(b, wait);
		http_progress_show(progress, b->x, b->n);
	}
	return 0;
}

/* A URL with somebody's name or password in it ends up in logs. */
static int check(const struct http_request *r)
{
	struct arena a = ARENA_INIT;
	struct url u;
	bool good = url_parse(&u, &a, r->url) && !u.user;

	arena_release(&a);
	return good ? 0 : error(E_FAIL, "'%s' is no URL to send to", r->url);
}

static void prepare(struct batch *b, const struct http_request *r,
		    struct http_answer *out)
{
	for (size_t i = 0; i < b->n; i++) {
		b->x[i].h = b->h;
		b->x[i].r = &r[i];
		b->x[i].a = &out[i];
		b->x[i].url = r[i].url;
		b->x[i].upload = (struct http_upload)HTTP_UPLOAD_INIT;
		out[i].requests = 0;
		b->result[i] = 0;
		if (check(&r[i]) < 0)
			finish(b, i, E_FAIL);
	}
}

int http_send_all(struct http *h, const struct http_request *r, size_t n,
		  size_t at_once, struct http_answer *out, int *result)
{
	struct batch b = { .h = h,
			   .n = n,
			   .at_once = at_once ? at_once : 1,
			   .result = result,
			   .failed = n };
	struct http_progress progress;
	int rc;

	b.x = xcalloc(n, sizeof(*b.x));
	b.way = xcalloc(n, sizeof(*b.way));
	prepare(&b, r, out);
	http_progress_start(&progress, b.x, n);
	rc = run(&b, &progress);
	http_progress_end(&progress);
	for (size_t i = 0; i < n; i++) {
		if (b.way[i] != X_DONE) {
			http_exchange_end(&b.x[i]);
			b.result[i] = rc;
		}
		arena_release(&b.x[i].arena);
	}
	free(b.x);
	free(b.way);
	return b.failed < n ? error_restore(result[b.failed], &b.error) : rc;
}

int http_send(struct http *h, const struct http_request *r,
	      struct http_answer *out)
{
	int rc;

	return http_send_all(h, r, 1, 1, out, &rc);
}
