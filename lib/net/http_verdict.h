#ifndef NET_HTTP_VERDICT_H
#define NET_HTTP_VERDICT_H

/*
 * What becomes of a request after one try.
 */
#include "net/http_exchange.h"

enum { AGAIN = 1 }; /* at x->not_before, to x->url */

/* As http_send() returns, or AGAIN.  `code` is how libcurl ended. */
int http_verdict(struct exchange *x, CURLcode code) MUST_CHECK;

#endif
