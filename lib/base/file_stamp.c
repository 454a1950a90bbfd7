#include "base/file_stamp.h"

#include "base/platform.h"

#include <time.h>

/* The coarsest times are those of FAT, which count in two seconds. */
enum { TICK = 2 };

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/* A clock that was put back shows as a file of the future. */
static bool is_long_ago(struct timespec t, time_t now)
{
	return t.tv_sec < now - TICK;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       a->st_size == b->st_size &&
	       same_time(platform_mtime(a), platform_mtime(b)) &&
	       same_time(platform_ctime(a), platform_ctime(b));
}

void file_stamp_take(struct file_stamp *out, int fd)
{
	time_t now = time(NULL);

	*out = (struct file_stamp){ 0 };
	out->told = fstat(fd, &out->st) == 0 &&
		    is_long_ago(platform_mtime(&out->st), now) &&
		    is_long_ago(platform_ctime(&out->st), now);
}

bool file_stamp_holds(const struct file_stamp *s, const char *path)
{
	struct stat st;

	return s->told && stat(path, &st) == 0 && is_same(&st, &s->st);
}
