#ifndef NET_HTTP_REDIRECT_H
#define NET_HTTP_REDIRECT_H

/*
 * Redirects, by hand: libcurl would make a GET of a POST, and take headers that
 * hold a token along to another host.
 */
#include "net/http_exchange.h"

/* Change x->url to where a 3xx leads.  E_NET where it must not go there. */
int http_redirect(struct exchange *x) MUST_CHECK;

#endif
