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

enum { TRIES = 10, LIST_MAX = 1 << 20 };

enum outcome { READ, GONE, STRANGE };

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
	uint64_t end;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	uint64_t size = (uint64_t)st.st_size;
	if (size < sizeof(header) + sizeof(footer) ||
	    !read_at(fd, header, sizeof(header), 0) ||
	    !read_at(fd, footer, sizeof(footer), size - sizeof(footer)) ||
	    !reftable_end(header, footer, size, &end) || end > SIZE_MAX)
		return false;
	CLEANUP(text) char *refs = xrealloc(NULL, (size_t)end, 1);
	return read_at(fd, (unsigned char *)refs, (size_t)end, 0) &&
	       reftable_each((unsigned char *)refs, (size_t)end, r->seen,
			     r->arg);
}

static enum outcome read_table(const char *folder, const char *name,
			       const struct reftable_reader *r)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? GONE : STRANGE;
	bool ok = read_refs(fd, r);
	close(fd);
	r->end(r->arg);
	return ok ? READ : STRANGE;
}

static enum outcome read_all(const char *folder,
			     const struct reftable_reader *r)
{
	CLEANUP(text) char *path = xasprintf("%s/tables.list", folder);
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;
	enum outcome all = READ;
	struct saved_error first;

	/* without one there are no refs yet, or no such folder: git knows */
	error_save(&first);
	int rc = strbuf_read_file(&list, path, LIST_MAX, false);
	(void)!error_restore(rc, &first);
	if (rc < 0)
		return STRANGE;
	r->begin(r->arg);
	for (char *save, *name = strtok_r(list.buf, "\n", &save);
	     name && all == READ; name = strtok_r(NULL, "\n", &save))
		all = strchr(name, '/') ? STRANGE : read_table(folder, name, r);
	return all;
}

bool reftable_stack_read(const char *folder, const struct reftable_reader *r)
{
	enum outcome all = GONE;

	for (int i = 0; i < TRIES && all == GONE; i++)
		all = read_all(folder, r);
	return all == READ;
}
