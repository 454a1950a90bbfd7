#include "git/reftable_stack.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100, LIST_MAX = 1 << 20 };

static bool read_at(int fd, unsigned char *out, size_t n, uint64_t at)
{
	while (n) {
		ssize_t got = pread(fd, out, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out += got;
		n -= (size_t)got;
		at += (uint64_t)got;
	}
	return true;
}

/* The reflogs behind them may be long. */
static bool read_refs(int fd, const struct reftable_reader *r)
{
	unsigned char header[REFTABLE_HEADER], footer[REFTABLE_FOOTER];
	struct stat st;
	struct table_span span;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	uint64_t size = (uint64_t)st.st_size;
	if (size < sizeof(header) + sizeof(footer) ||
	    !read_at(fd, header, sizeof(header), 0) ||
	    !read_at(fd, footer, sizeof(footer), size - sizeof(footer)) ||
	    !reftable_span(header, footer, size, &span) || span.end > SIZE_MAX)
		return false;
	CLEANUP(text) char *refs = xrealloc(NULL, (size_t)span.end, 1);
	return read_at(fd, (unsigned char *)refs, (size_t)span.end, 0) &&
	       reftable_each((unsigned char *)refs, &span, r->seen, r->arg);
}

static int damaged(const char *path)
{
	return error(
		E_FAIL,
		"the refs in '%s' are damaged, or of a form not known here: put the file back from a copy, or clone again",
		path);
}

/* E_NOTFOUND: there is none. */
static int read_table(const char *folder, const char *name,
		      const struct reftable_reader *r)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return error(E_NOTFOUND,
			     "there is no '%s', which tables.list names", path);
	if (fd < 0)
		return error_errno("cannot read '%s'", path);
	bool ok = read_refs(fd, r);
	close(fd);
	r->end(r->arg);
	return ok ? 0 : damaged(path);
}

/* No refs yet, where there is none, says git. */
static int read_list(const char *path, struct strbuf *out)
{
	strbuf_reset(out);
	int rc = strbuf_read_file(out, path, LIST_MAX, false);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	bool whole = strlen(out->buf) == out->len &&
		     (!out->len || out->buf[out->len - 1] == '\n');
	return whole ? 0 : damaged(path);
}

static int read_all(const char *folder, const char *list,
		    const struct reftable_reader *r)
{
	CLEANUP(text) char *names = xstrdup(list);
	int rc = 0;

	r->begin(r->arg);
	for (char *save, *name = strtok_r(names, "\n", &save); name && !rc;
	     name = strtok_r(NULL, "\n", &save))
		rc = read_table(folder, name, r);
	return rc;
}

/* As long as git writes another list meanwhile: what is gone was compacted. */
static int read_settled(const char *folder, const struct reftable_reader *r)
{
	CLEANUP(text) char *path = xasprintf("%s/tables.list", folder);
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT, then = STRBUF_INIT;
	int rc = read_list(path, &list);

	for (int i = 0; !rc && i < TRIES; i++) {
		int all = read_all(folder, list.buf, r);
		if (all != E_NOTFOUND)
			return all;
		rc = read_list(path, &then);
		if (!rc && !strcmp(list.buf, then.buf))
			return all;
		strbuf_reset(&list);
		strbuf_adds(&list, then.buf);
	}
	return rc < 0 ? rc : error(E_FAIL, "the refs do not stand still");
}

int reftable_stack_read(const char *folder, const struct reftable_reader *r)
{
	struct saved_error first;

	error_save(&first);
	int rc = read_settled(folder, r);
	if (!rc)
		return error_restore(0, &first);
	error_drop(&first);
	return rc;
}
