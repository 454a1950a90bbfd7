#include "tx/drop.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/run.h"
#include "base/strvec.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the paths at hand, opened one after the other from the top, as
 * none of them may be a link out of here. */
struct folder {
	char *path; /* "a/b"; "" for the top; NULL: none is open */
	int fd;
};

static void cleanup_folder(struct folder *f)
{
	if (f->path)
		close(f->fd);
	free(f->path);
	f->path = NULL;
}

static int into(int fd, const char *name)
{
	int next = openat(fd, name,
			  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int reason = errno;

	close(fd);
	errno = reason;
	return next;
}

/* 1, or 0 where it is gone, or is no folder any more. */
static int open_folder(struct folder *f, const char *dir, const char *path,
		       size_t n)
{
	if (f->path && strlen(f->path) == n && !memcmp(f->path, path, n))
		return 1;
	cleanup_folder(f);
	CLEANUP(text) char *name = xstrndup(path, n);
	char *rest = name;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && n && rest)
		fd = into(fd, strsep(&rest, "/"));
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ?
			       0 :
			       error_errno("cannot open the folder '%.*s'",
					   (int)n, path);
	f->path = xstrndup(path, n);
	f->fd = fd;
	return 1;
}

static const char *base_of(const char *path, size_t *folder)
{
	const char *slash = strrchr(path, '/');

	*folder = slash ? (size_t)(slash - path) : 0;
	return slash ? slash + 1 : path;
}

static int drop_file(struct folder *f, const char *dir, const char *path)
{
	size_t n;
	const char *name = base_of(path, &n);
	int rc = open_folder(f, dir, path, n);

	/* a folder of the user's in its place stays */
	if (rc > 0 && unlinkat(f->fd, name, 0) < 0 && errno != ENOENT &&
	    errno != EISDIR)
		return error_errno("cannot remove '%s'", path);
	return rc < 0 ? rc : 0;
}

/* The folders that a file was in, as far as they are empty. */
static int drop_folders(const char *dir, const char *path, size_t n)
{
	CLEANUP(text) char *name = xstrndup(path, n);

	while (*name) {
		CLEANUP(folder) struct folder up = { 0 };
		size_t above;
		const char *last = base_of(name, &above);
		int rc = open_folder(&up, dir, name, above);
		if (rc <= 0)
			return rc;
		if (unlinkat(up.fd, last, AT_REMOVEDIR) < 0)
			return 0;
		name[above] = '\0';
	}
	return 0;
}

static int drop_all(const char *dir, const struct strvec *paths)
{
	CLEANUP(folder) struct folder f = { 0 };
	int rc = 0;

	for (size_t i = 0; !rc && i < paths->n; i++)
		rc = drop_file(&f, dir, paths->v[i]);
	for (size_t i = 0; !rc && i < paths->n; i++) {
		size_t n, next = 0;
		base_of(paths->v[i], &n);
		if (i + 1 < paths->n)
			base_of(paths->v[i + 1], &next);
		if (i + 1 == paths->n || next != n ||
		    memcmp(paths->v[i], paths->v[i + 1], n))
			rc = drop_folders(dir, paths->v[i], n);
	}
	return rc;
}

static int tell_index(const char *dir, const char *const *env,
		      const struct strvec *paths)
{
	static const char *const argv[] = { "git", "update-index", "-z",
					    "--index-info", NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	const git_oid none = { { 0 } };
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), &none);
	for (size_t i = 0; i < paths->n; i++) {
		strbuf_addf(&in, "0 %s\t%s", hex, paths->v[i]);
		strbuf_addc(&in, '\0');
	}
	struct run run = { .argv = argv,
			   .env = env,
			   .dir = dir,
			   .in = in.buf,
			   .in_len = in.len };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git update-index failed in '%s'", dir) :
			rc;
}

int drop_files(const char *dir, const char *const *env,
	       const struct strvec *paths)
{
	int rc = drop_all(dir, paths);

	if (rc < 0)
		return rc;
	crash_point();
	return tell_index(dir, env, paths);
}
