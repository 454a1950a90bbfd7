#include "base/lock.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The holder before us may have removed the file: then what we locked is no
 * longer what others find. */
static bool is_at(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && stat(path, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int try_lock(int *fd, const char *path)
{
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (*fd < 0)
		return error_errno("cannot open '%s'", path);
	int r = flock(*fd, LOCK_EX | LOCK_NB);
	if (r == 0 && is_at(*fd, path))
		return 0;
	if (r == 0 || errno == EWOULDBLOCK || errno == EINTR)
		r = error(E_PENDING, "'%s' is locked by another process", path);
	else
		r = error_errno("cannot lock '%s'", path);
	close(*fd);
	*fd = -1;
	return r;
}

int file_lock(int *fd, const char *path, int wait_ms)
{
	const int64_t end = clock_ms() + wait_ms;
	const struct timespec pause = { .tv_nsec = 10 * 1000000 };

	for (;;) {
		int r = try_lock(fd, path);
		if (r != E_PENDING || clock_ms() >= end)
			return r;
		nanosleep(&pause, NULL);
	}
}
