#include "net/http_upload.h"

#include "base/platform.h"
#include "net/http.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A boundary that nobody can have put into the file. */
static int make_boundary(char *out, size_t size)
{
	unsigned char random[16];
	size_t n = 0;

	if (platform_random(random, sizeof(random)) < 0)
		return error_errno("cannot get random bytes");
	for (size_t i = 0; i < sizeof(random); i++)
		n += (size_t)snprintf(out + n, size - n, "%02x", random[i]);
	return 0;
}

/* As browsers write it. */
static void add_quoted(struct strbuf *sb, const char *name)
{
	for (; *name; name++) {
		if (*name == '"' || *name == '\r' || *name == '\n')
			strbuf_addf(sb, "%%%02X", *name);
		else
			strbuf_addc(sb, *name);
	}
}

static int make_form(struct http_upload *u, const struct http_request *r)
{
	char boundary[40];

	if (make_boundary(boundary, sizeof(boundary)) < 0)
		return E_FAIL;
	strbuf_addf(&u->before,
		    "--%s\r\nContent-Disposition: form-data; name=\"",
		    boundary);
	add_quoted(&u->before, r->part);
	strbuf_adds(&u->before, "\"; filename=\"");
	add_quoted(&u->before, r->part_name ? r->part_name : r->part);
	strbuf_addf(&u->before, "\"\r\nContent-Type: %s\r\n\r\n",
		    r->type ? r->type : "application/octet-stream");
	strbuf_addf(&u->after, "\r\n--%s--\r\n", boundary);
	strbuf_addf(&u->type, "multipart/form-data; boundary=%s", boundary);
	return 0;
}

static int open_file(struct http_upload *u, const char *path)
{
	struct stat st;

	u->file = path;
	u->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (u->fd < 0 || fstat(u->fd, &st) < 0)
		return error_errno("cannot read '%s'", path);
	if (!S_ISREG(st.st_mode))
		return error(E_FAIL, "'%s' is not a file", path);
	u->n = st.st_size;
	return 0;
}

int http_upload_open(struct http_upload *u, const struct http_request *r)
{
	http_upload_close(u);
	u->body = r->body;
	u->n = (int64_t)r->n;
	if (r->file && open_file(u, r->file) < 0)
		return E_FAIL;
	if (r->part)
		return make_form(u, r);
	if (r->type)
		strbuf_adds(&u->type, r->type);
	return 0;
}

void http_upload_close(struct http_upload *u)
{
	if (u->fd >= 0)
		close(u->fd);
	strbuf_release(&u->before);
	strbuf_release(&u->after);
	strbuf_release(&u->type);
	*u = (struct http_upload)HTTP_UPLOAD_INIT;
}

int64_t http_upload_size(const struct http_upload *u)
{
	return (int64_t)u->before.len + u->n + (int64_t)u->after.len;
}

/* Some of `n` bytes at `from`, as many as there is room for. */
static ssize_t some(char *to, size_t room, const char *from, int64_t n)
{
	size_t length = n < (int64_t)room ? (size_t)n : room;

	if (length)
		memcpy(to, from, length);
	return (ssize_t)length;
}

/* It was as long as this when it was opened: shorter is broken. */
static ssize_t some_of_file(struct http_upload *u, char *to, size_t room,
			    int64_t at)
{
	int64_t left = u->n - at;
	ssize_t n;

	do
		n = pread(u->fd, to, left < (int64_t)room ? (size_t)left : room,
			  at);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		return n;
	return n < 0 ? error_errno("cannot read '%s'", u->file) :
		       error(E_FAIL, "'%s' became shorter while it was sent",
			     u->file);
}

ssize_t http_upload_read(struct http_upload *u, char *to, size_t n)
{
	int64_t middle = u->at - (int64_t)u->before.len;
	int64_t end = middle - u->n;
	ssize_t got;

	if (middle < 0)
		got = some(to, n, u->before.buf + u->at, -middle);
	else if (end >= 0)
		got = some(to, n, u->after.buf + end,
			   (int64_t)u->after.len - end);
	else if (u->fd >= 0)
		got = some_of_file(u, to, n, middle);
	else
		got = some(to, n, u->body + middle, -end);
	if (got > 0)
		u->at += got;
	return got;
}
