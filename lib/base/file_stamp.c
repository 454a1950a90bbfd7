#include "base/file_stamp.h"

#include "base/platform.h"

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

void file_stamp_take(struct file_stamp *out, int fd)
{
	struct stat st = { 0 };
	time_t now = time(NULL);
	bool known = fstat(fd, &st) == 0;

	*out = (struct file_stamp){
		.device = st.st_dev,
		.inode = st.st_ino,
		.size = st.st_size,
		.written = platform_mtime(&st),
		.changed = platform_ctime(&st),
	};
	out->told = known && is_long_ago(out->written, now) &&
		    is_long_ago(out->changed, now);
}

bool file_stamp_holds(const struct file_stamp *s, const char *path)
{
	struct stat st;

	return s->told && stat(path, &st) == 0 && st.st_dev == s->device &&
	       st.st_ino == s->inode && st.st_size == s->size &&
	       same_time(platform_mtime(&st), s->written) &&
	       same_time(platform_ctime(&st), s->changed);
}
