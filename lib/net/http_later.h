#ifndef NET_HTTP_LATER_H
#define NET_HTTP_LATER_H

/*
 * "Ask me later": the rate limits of the forges.  Pure.
 */
#include "net/http.h"

/* In how many seconds, where this says so; -1: it does not.  Without a time in
 * it, a minute, and twice as long each of the `before` times it was said. */
long http_later(const struct http_answer *a, unsigned before);

#endif
