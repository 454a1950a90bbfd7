#include "base/child.h"

#include "base/spawn.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LINE = 64 << 20 };

int child_start(struct child *c, const struct run *r)
{
	int fd[4] = { -1, -1, -1, -1 }, in[2] = { -1, -1 }, out[2] = { -1, -1 };
	int null = -1, code = spawn_null(&null);

	*c = (struct child)CHILD_INIT;
	spawn_outputs(fd, r, null);
	if (code == 0 && !(r->flags & RUN_IN_TTY))
		code = spawn_pipe(in);
	if (code == 0 && !(r->flags & (RUN_OUT_NULL | RUN_OUT_STDERR)))
		code = spawn_pipe(out);
	if (in[0] >= 0)
		fd[0] = in[0];
	if (out[1] >= 0)
		fd[1] = out[1];
	if (code == 0)
		code = spawn(&c->pid, r, fd);
	close_fd(&null);
	close_fd(&in[0]);
	close_fd(&out[1]);
	c->in = in[1];
	c->out = out[0];
	if (code < 0) {
		c->pid = 0;
		close_fd(&c->in);
		close_fd(&c->out);
	}
	return code;
}

int child_write(struct child *c, const char *data, size_t n)
{
	while (n) {
		ssize_t done = write(c->in, data, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return error_errno("cannot write to a child process");
		data += done;
		n -= (size_t)done;
	}
	return 0;
}

/* Read on.  What was handed out before makes room. */
static int read_ahead(struct child *c)
{
	struct strbuf *sb = &c->ahead;
	ssize_t n;

	if (c->used) {
		sb->len -= c->used;
		memmove(sb->buf, sb->buf + c->used, sb->len);
		c->used = 0;
	}
	if (sb->len > MAX_LINE)
		return error(E_FAIL, "a child process wrote too long a line");
	strbuf_grow(sb, 8192);
	do
		n = read(c->out, sb->buf + sb->len, sb->alloc - sb->len - 1);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return error_errno("cannot read from a child process");
	if (n == 0)
		return error(E_FAIL, "a child process ended too early");
	sb->len += (size_t)n;
	return 0;
}

int child_read_line(struct child *c, struct strbuf *line)
{
	size_t looked = 0;

	strbuf_reset(line);
	for (;;) {
		size_t there = c->ahead.len - c->used;
		const char *start = c->ahead.buf + c->used;
		const char *end = memchr(start + looked, '\n', there - looked);
		if (end) {
			strbuf_add(line, start, (size_t)(end - start));
			c->used += (size_t)(end - start) + 1;
			return 0;
		}
		looked = there;
		if (read_ahead(c) < 0)
			return E_FAIL;
	}
}

int child_finish(struct child *c)
{
	close_fd(&c->in);
	close_fd(&c->out);
	strbuf_release(&c->ahead);
	c->used = 0;
	int status = c->pid > 0 ? spawn_wait(c->pid) : 0;
	c->pid = 0;
	return status;
}
