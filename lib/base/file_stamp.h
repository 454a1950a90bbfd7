#ifndef BASE_FILE_STAMP_H
#define BASE_FILE_STAMP_H

/*
 * What tells without reading it that a file is as it was: what the index of git
 * has of one.
 */
#include <stdbool.h>
#include <sys/stat.h>

struct file_stamp {
	struct stat st;
	bool told; /* a change since would show */
};

/* Of an open file, before it is read. */
void file_stamp_take(struct file_stamp *out, int fd);

/* Is it the same file, and unchanged since?  False, too, where that cannot be told:
 * it was written to so shortly before that a change would have left the times. */
bool file_stamp_holds(const struct file_stamp *s, const char *path);

#endif
