#include "base/file.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return slash == path ? xstrdup("/") :
			       xstrndup(path, (size_t)(slash - path));
}

static int sync_folder_of(const char *path)
{
	CLEANUP(text) char *folder = folder_of(path);

	return file_sync(folder);
}

/* Write all, sync and close. */
static int write_out(int fd, const char *path, const char *data, size_t n)
{
	while (n) {
		ssize_t done = write(fd, data, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			break;
		data += done;
		n -= (size_t)done;
	}
	bool synced = !n && platform_sync(fd) == 0;
	int reason = errno;
	if (close(fd) == 0 && synced)
		return 0;
	if (!synced)
		errno = reason;
	return error_errno("cannot write '%s'", path);
}

/* A new file beside `aside`, of the mode of `path` if there is one.  A name in
 * use is a left-over of a process that had our number and died. */
static int write_beside(char **name, const char *aside, const char *path,
			const void *data, size_t n)
{
	struct stat st;
	bool known = stat(path, &st) == 0 && S_ISREG(st.st_mode);
	int fd = -1;

	*name = NULL;
	for (int i = 0; fd < 0 && i < 100; i++) {
		free(*name);
		*name = xasprintf("%s.%ld-%d.tmp", aside, (long)getpid(), i);
		fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		return error_errno("cannot create '%s'", *name);
	if (known && fchmod(fd, st.st_mode & 07777) < 0) {
		int r = error_errno("cannot set the mode of '%s'", *name);
		close(fd);
		unlink(*name);
		return r;
	}
	int r = write_out(fd, *name, data, n);
	if (r < 0)
		unlink(*name);
	return r;
}

int file_replace_from(const char *aside, const char *path, const void *data,
		      size_t n)
{
	CLEANUP(text) char *name = NULL;
	int r = write_beside(&name, aside, path, data, n);

	if (r < 0)
		return r;
	if (rename(name, path) < 0) {
		r = error_errno("cannot replace '%s'", path);
		unlink(name);
		return r;
	}
	return sync_folder_of(path);
}

int file_replace(const char *path, const void *data, size_t n)
{
	return file_replace_from(path, path, data, n);
}

int file_create(const char *path, const void *data, size_t n)
{
	CLEANUP(text) char *name = NULL;
	int r = write_beside(&name, path, path, data, n);

	if (r < 0)
		return r;
	/* either refuses to replace; not every file system has both */
	if (link(name, path) < 0 &&
	    (errno == EEXIST || platform_rename_new(name, path) < 0)) {
		bool exists = errno == EEXIST;
		r = error_errno("cannot create '%s'", path);
		unlink(name);
		return exists ? E_EXISTS : r;
	}
	unlink(name);
	if ((r = sync_folder_of(path)) < 0)
		unlink(path);
	return r;
}

/* "<name>.<pid>-<n>.tmp", as write_beside() names them.  One of our own number
 * is that of a process before us: numbers repeat, in containers soon. */
static bool is_left_over(const char *name)
{
	const char *dot = strrchr(name, '.'), *id = dot;
	char *end;

	if (!dot || strcmp(dot, ".tmp") != 0)
		return false;
	while (id > name && id[-1] != '.')
		id--;
	long pid = strtol(id, &end, 10);
	return id > name && *end == '-' && pid > 0 &&
	       (pid == getpid() || (kill((pid_t)pid, 0) < 0 && errno == ESRCH));
}

void file_sweep(const char *folder)
{
	DIR *d = opendir(folder);

	for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
		if (is_left_over(e->d_name))
			(void)!unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		closedir(d);
}

/* A power cut may have left half a line. */
static bool is_cut_off(int fd)
{
	struct stat st;
	char last;

	return fstat(fd, &st) == 0 && st.st_size > 0 &&
	       pread(fd, &last, 1, st.st_size - 1) == 1 && last != '\n';
}

int file_append(const char *path, const void *data, size_t n)
{
	bool is_new = !file_exists(path);
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		return error_errno("cannot open '%s'", path);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	if (is_cut_off(fd))
		strbuf_addc(&text, '\n');
	strbuf_add(&text, data, n);
	int r = write_out(fd, path, text.buf, text.len);
	return r == 0 && is_new ? sync_folder_of(path) : r;
}

int file_remove(const char *path)
{
	if (unlink(path) == 0) {
		/* it is gone, whatever the disk says then */
		(void)!sync_folder_of(path);
		return 0;
	}
	if (errno == ENOENT || errno == ENOTDIR)
		return 0;
	return error_errno("cannot remove '%s'", path);
}

/* EINVAL: a file system that cannot sync folders needs no sync of them. */
int file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return error_errno("cannot open '%s'", path);
	int r = 0;
	if (platform_sync(fd) < 0 && errno != EINVAL)
		r = error_errno("cannot sync '%s'", path);
	close(fd);
	return r;
}

bool file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

const char *file_system_state(const char *path)
{
	enum { FEW_BYTES = 64 << 10, FEW_FILES = 10 };
	struct statvfs st;

	if (statvfs(path, &st) < 0)
		return NULL;
	if (st.f_flag & ST_RDONLY)
		return "read only";
	/* no number of files: there is no limit */
	return st.f_bavail * st.f_frsize < FEW_BYTES ||
			       (st.f_files && st.f_favail < FEW_FILES) ?
		       "full" :
		       NULL;
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_executable(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	       access(path, X_OK) == 0;
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
