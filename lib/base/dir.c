#include "base/dir.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int dir_make(const char *path)
{
	CLEANUP(text) char *part = xstrdup(path);

	for (char *p = part + 1; *part; p++) {
		char end = *p;
		if (end && end != '/')
			continue;
		*p = '\0';
		/* what is there may be on a file system that is read only */
		if (mkdir(part, 0777) < 0) {
			int reason = errno;
			bool there = file_is_dir(part);
			errno = reason;
			if (!there)
				return error_errno("cannot make folder '%s'",
						   part);
		}
		*p = end;
		if (!end)
			break;
	}
	return 0;
}

static int list(struct strvec *names, int fd)
{
	DIR *d = fdopendir(fd); /* takes fd over */
	struct dirent *e;

	if (!d) {
		close(fd);
		return -1;
	}
	errno = 0;
	for (e = readdir(d); e; e = readdir(d))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			strvec_push(names, e->d_name);
	int reason = errno;
	closedir(d);
	errno = reason;
	return reason ? -1 : 0;
}

int dir_list(const char *path, struct strvec *names)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || list(names, fd) < 0)
		return error_errno("cannot read folder '%s'", path);
	return 0;
}

/* 0 or -1 with errno set.  O_NOFOLLOW: somebody may swap a folder for a link
 * while we look. */
static int remove_at(int at, const char *name)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;

	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(at, name, flags);
	if (fd < 0)
		return -1;
	int r = list(&names, fcntl(fd, F_DUPFD_CLOEXEC, 0));
	for (size_t i = 0; r == 0 && i < names.n; i++)
		r = remove_at(fd, names.v[i]);
	int reason = errno;
	close(fd);
	errno = reason;
	return r == 0 ? unlinkat(at, name, AT_REMOVEDIR) : r;
}

int dir_remove(const char *path)
{
	if (remove_at(AT_FDCWD, path) < 0 && errno != ENOENT &&
	    errno != ENOTDIR)
		return error_errno("cannot remove '%s'", path);
	return 0;
}
