#ifndef BASE_FILE_H
#define BASE_FILE_H

/*
 * Files that must survive a power cut, and small things around files.  Paths
 * are used as given, relative ones from the current directory.  All return 0,
 * or E_FAIL with the system's reason recorded.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

/* Replace or create `path`: written beside it, synced, renamed over it, the
 * folder synced.  After a crash it holds the old bytes or the new ones, all. */
int file_replace(const char *path, const void *data, size_t n) MUST_CHECK;

/* The same, but what is written goes to the file `aside` first, in a folder that
 * is swept; on the same file system. */
int file_replace_from(const char *aside, const char *path, const void *data,
		      size_t n) MUST_CHECK;

/* As the first, but E_EXISTS if there is one already (also under a race).  What
 * cannot be synced is removed again. */
int file_create(const char *path, const void *data, size_t n) MUST_CHECK;

/* Remove from a folder what the above were writing when they were killed. */
void file_sweep(const char *folder);

/* Add lines to the end and sync; the file is created if needed.  What is there
 * without a '\n' at its end was cut off, and gets one first. */
int file_append(const char *path, const void *data, size_t n) MUST_CHECK;

/* Remove and sync the folder; no error if it was not there, nor if it cannot be
 * synced: who uses this can live with its coming back after a power cut. */
int file_remove(const char *path) MUST_CHECK;

/* Sync one file or folder. */
int file_sync(const char *path) MUST_CHECK;

/* Everything from `fd`, at most `limit` bytes.  E_FAIL beyond, or on errors. */
int strbuf_read_fd(struct strbuf *sb, int fd, size_t limit) MUST_CHECK;
/* A whole file.  E_NOTFOUND if there is none; never follows a symbolic link if
 * `nofollow`; refuses what is no regular file. */
int strbuf_read_file(struct strbuf *sb, const char *path, size_t limit,
		     bool nofollow) MUST_CHECK;

bool file_exists(const char *path); /* anything at all, a dangling link too */

/* "full" or "read only", as the file system of a path is; NULL: neither. */
const char *file_system_state(const char *path);
bool file_is_dir(const char *path); /* follows links */
bool file_is_executable(const char *path);

#endif
