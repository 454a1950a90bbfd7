#include "net/http_verdict.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/message.h"
#include "net/http_callbacks.h"
#include "net/http_later.h"
#include "net/http_redirect.h"
#include "net/url.h"

#include <stdio.h>
#include <string.h>

enum { TRIES = 4, LATERS = 5 };

static const char *host_of(struct exchange *x)
{
	struct url u;

	return url_parse(&u, &x->arena, x->url) ? u.host : x->url;
}

/* Half a second, one, two. */
static int try_again(struct exchange *x)
{
	x->not_before = clock_ms() + (250L << x->tries);
	return AGAIN;
}

/* The connection was lost while it was there. */
static bool is_lost(CURLcode code)
{
	return code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE ||
	       code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
	       code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM ||
	       code == CURLE_SEND_FAIL_REWIND;
}

static int no_answer(struct exchange *x, CURLcode code)
{
	const char *why = *x->says ? x->says : x->h->curl->easy_says(code);

	if (code == CURLE_SEND_FAIL_REWIND)
		why = "the connection was closed"; /* libcurl: our fault */
	x->a->status = 0;
	strbuf_reset(&x->a->body);
	if (x->stopped < 0)
		return error_restore(x->stopped, &x->why);
	if (is_lost(code) && http_repeats(x) && x->tries < TRIES)
		return try_again(x);
	return error(E_NET, "no answer from '%s': %s", host_of(x), why);
}

/* A forge may say in its error what it was sent. */
static void hide(struct strbuf *text, const char *secret)
{
	const char *value = secret ? strrchr(secret, ' ') : NULL;
	size_t n = value ? strlen(++value) : 0;

	for (char *at = n > 3 ? strstr(text->buf, value) : NULL; at;
	     at = strstr(at, value))
		memset(at, '*', n);
}

static bool is_accepted(const struct exchange *x)
{
	const char *list = x->r->accept_status;
	char status[8];

	if ((x->a->status >= 200 && x->a->status < 300) || x->a->status == 304)
		return true;
	snprintf(status, sizeof(status), "%ld", x->a->status);
	return list && strlen(status) == 3 && strstr(list, status);
}

static int refused(struct exchange *x)
{
	CLEANUP(strbuf) struct strbuf says = STRBUF_INIT;
	long status = x->a->status;
	int code = status == 404                  ? E_NOTFOUND :
		   status == 409                  ? E_EXISTS :
		   status == 401 || status == 403 ? E_POLICY :
						    E_NET;

	http_says(&says, x->a);
	hide(&says, x->r->secret);
	return error(code, "'%s' answers %ld%s%s", host_of(x), status,
		     says.len ? ": " : "", says.buf);
}

/* A 403 tells nothing of a token: it may lack a right, or be limited. */
static void judge_secret(const struct exchange *x)
{
	long status = x->a->status;

	if (!x->r->secret || x->elsewhere)
		return;
	if (status == 401)
		x->h->judged = -1;
	else if (status >= 200 && status < 300 && !x->h->judged)
		x->h->judged = 1;
}

/* All requests wait, not this one alone: the limit is for the account. */
static int wait_for(struct exchange *x, long seconds)
{
	long patience = x->h->set.patience ? x->h->set.patience : 60;

	if (x->waited + seconds > patience || x->laters >= LATERS)
		return error(E_NET, "'%s' wants to be asked again in %ld %s",
			     host_of(x), seconds < 120 ? seconds : seconds / 60,
			     seconds < 120 ? "seconds" : "minutes");
	x->not_before = clock_ms() + 1000 * (int64_t)seconds;
	/* of those side by side the first has told it */
	if (seconds > 1 && x->not_before > x->h->not_before + 1000)
		warning("'%s' limits requests: waiting for %ld seconds",
			host_of(x), seconds);
	x->laters++;
	x->waited += seconds;
	if (x->h->not_before < x->not_before)
		x->h->not_before = x->not_before;
	return AGAIN;
}

int http_verdict(struct exchange *x, CURLcode code)
{
	long later, status = x->a->status;

	x->not_before = 0;
	if (code != CURLE_OK)
		return no_answer(x, code);
	judge_secret(x);
	if (is_accepted(x)) {
		/* an empty one began, too */
		if (x->r->take && !x->taking && status < 300)
			return x->r->take(x->r->take_arg, NULL, 0);
		return 0;
	}
	if (status >= 300 && status < 400)
		return http_redirect(x) < 0 ? E_NET : AGAIN;
	later = http_later(x->a, x->laters);
	if (later >= 0)
		return wait_for(x, later);
	if (status >= 502 && status <= 504 && http_repeats(x) &&
	    x->tries < TRIES)
		return try_again(x);
	return refused(x);
}
