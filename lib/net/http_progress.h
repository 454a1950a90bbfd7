#ifndef NET_HTTP_PROGRESS_H
#define NET_HTTP_PROGRESS_H

/*
 * How far files are that are being sent, on one line of the terminal, which is
 * empty again when they are.
 */
#include "net/http_exchange.h"

#include <stdint.h>

struct http_progress {
	int64_t total, begun, next; /* bytes; clock_ms() */
	bool shown;
};

/* Of `n` requests; nothing is shown where none sends a file, or none is to. */
void http_progress_start(struct http_progress *p, const struct exchange *x,
			 size_t n);
void http_progress_show(struct http_progress *p, const struct exchange *x,
			size_t n);
void http_progress_end(struct http_progress *p);

#endif
