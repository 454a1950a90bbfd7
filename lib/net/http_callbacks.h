#ifndef NET_HTTP_CALLBACKS_H
#define NET_HTTP_CALLBACKS_H

/*
 * What libcurl calls while a request is on its way; `x` is its exchange.
 */
#include "net/http_exchange.h"

size_t http_hear(char *line, size_t size, size_t n, void *x);    /* a header */
size_t http_receive(char *data, size_t size, size_t n, void *x); /* the body */
size_t http_give(char *to, size_t size, size_t n, void *x);
int http_go_back(void *x, curl_off_t to, int origin);

/* May it be sent again, not knowing what became of it? */
bool http_repeats(const struct exchange *x);

#endif
