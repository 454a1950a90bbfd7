#ifndef NET_HTTP_UPLOAD_H
#define NET_HTTP_UPLOAD_H

/*
 * What a request sends: some bytes, or a file as it is read, or a form with that
 * file in it.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct http_request;

struct http_upload {
	struct strbuf before, after; /* of the file, in a form */
	const char *body;
	int fd;        /* -1: none */
	int64_t n, at; /* of body or file; of all */
	const char *file;
	struct strbuf type; /* its Content-Type; empty: none */
};
#define HTTP_UPLOAD_INIT                                                       \
	{                                                                      \
		.fd = -1, .before = STRBUF_INIT, .after = STRBUF_INIT,         \
		.type = STRBUF_INIT                                            \
	}

int http_upload_open(struct http_upload *u,
		     const struct http_request *r) MUST_CHECK;
void http_upload_close(struct http_upload *u);
int64_t http_upload_size(const struct http_upload *u);

/* Up to `n` bytes from u->at on; E_FAIL where the file cannot be read. */
ssize_t http_upload_read(struct http_upload *u, char *to, size_t n);

#endif
