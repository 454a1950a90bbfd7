#ifndef NET_HTTP_LATER_H
#define NET_HTTP_LATER_H

/*
 * "Ask me later": the rate limits of the forges.  Pure.
 */
#include "net/http.h"

/* In how many seconds, where this says so; -1: it does not.  Without a time in
 * it, a minute, and twice as long each of the `before` times it was said. */
long http_later(const struct http_answer *a, unsigned before);

/* Seconds of a Retry-After: a number, or a date when it is `now`.  -1: neither.
 * Not libcurl's: its reading of "12abc", and of what is past, varies. */
long http_retry_after(const char *value, long long now);

/* "Sun, 06 Nov 1994 08:49:37 GMT", in seconds since 1970; -1: no such date. */
long long http_date(const char *text);

#endif
