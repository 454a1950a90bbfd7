#include "base/strbuf.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Never written to: `alloc` 0 says that `buf` is no memory of ours. */
char strbuf_empty[1];

void strbuf_release(struct strbuf *sb)
{
	if (sb->alloc)
		free(sb->buf);
	*sb = (struct strbuf)STRBUF_INIT;
}

void strbuf_reset(struct strbuf *sb)
{
	sb->len = 0;
	if (sb->alloc)
		sb->buf[0] = '\0';
	else
		sb->buf = strbuf_empty;
}

void strbuf_grow(struct strbuf *sb, size_t extra)
{
	size_t need;

	if (__builtin_add_overflow(sb->len, extra, &need) ||
	    __builtin_add_overflow(need, 1, &need))
		out_of_memory();
	if (need <= sb->alloc)
		return;
	size_t larger = sb->alloc > SIZE_MAX / 2 ? need : sb->alloc * 2;
	if (larger < need)
		larger = need < 32 ? 32 : need;
	sb->buf = xrealloc(sb->alloc ? sb->buf : NULL, larger, 1);
	sb->alloc = larger;
	sb->buf[sb->len] = '\0';
}

void strbuf_add(struct strbuf *sb, const void *data, size_t n)
{
	if (!n)
		return;
	strbuf_grow(sb, n);
	memcpy(sb->buf + sb->len, data, n);
	sb->len += n;
	sb->buf[sb->len] = '\0';
}

void strbuf_adds(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

void strbuf_addc(struct strbuf *sb, char c)
{
	strbuf_add(sb, &c, 1);
}

void strbuf_addf(struct strbuf *sb, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(sb, fmt, ap);
	va_end(ap);
}

void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		out_of_memory();
	strbuf_grow(sb, (size_t)n);
	vsnprintf(sb->buf + sb->len, (size_t)n + 1, fmt, ap);
	sb->len += (size_t)n;
}

void strbuf_trim_end(struct strbuf *sb)
{
	size_t n = sb->len;

	while (n && strchr(" \t\n\v\f\r", sb->buf[n - 1]) && sb->buf[n - 1])
		n--;
	if (n == sb->len)
		return;
	sb->len = n;
	sb->buf[n] = '\0';
}

char *strbuf_detach(struct strbuf *sb)
{
	char *s = sb->alloc ? sb->buf : xstrdup("");

	*sb = (struct strbuf)STRBUF_INIT;
	return s;
}

int strbuf_read_fd(struct strbuf *sb, int fd, size_t limit)
{
	size_t got = 0;

	for (;;) {
		strbuf_grow(sb, 8192);
		size_t room = sb->alloc - sb->len - 1;
		ssize_t n = read(fd, sb->buf + sb->len, room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno("cannot read");
		if (n == 0)
			return 0;
		got += (size_t)n;
		sb->len += (size_t)n;
		sb->buf[sb->len] = '\0';
		if (got > limit)
			return error(E_FAIL, "more than %zu bytes", limit);
	}
}

/* O_NONBLOCK: opening a named pipe would wait for a writer. */
static int open_to_read(int *fd, const char *path, bool nofollow)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
	struct stat st;

	*fd = open(path, flags | (nofollow ? O_NOFOLLOW : 0));
	if (*fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return error(E_NOTFOUND, "no file '%s'", path);
	if (*fd < 0 && errno == ELOOP && nofollow)
		return error(E_FAIL, "'%s' is a symbolic link", path);
	if (*fd < 0)
		return error_errno("cannot open '%s'", path);
	if (fstat(*fd, &st) == 0 && S_ISREG(st.st_mode))
		return 0;
	close(*fd);
	return error(E_FAIL, "'%s' is not a regular file", path);
}

int strbuf_read_file(struct strbuf *sb, const char *path, size_t limit,
		     bool nofollow)
{
	int fd;
	int r = open_to_read(&fd, path, nofollow);

	if (r < 0)
		return r;
	r = strbuf_read_fd(sb, fd, limit);
	close(fd);
	return r < 0 ? error_in(r, "'%s'", path) : 0;
}
