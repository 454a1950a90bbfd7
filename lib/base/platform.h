#ifndef BASE_PLATFORM_H
#define BASE_PLATFORM_H

/*
 * What systems do differently: Linux with glibc or musl, and macOS.  No other
 * file asks which one it is, but for how a child is born (spawn.c).  What fails
 * returns -1 and sets errno, as system calls do.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <time.h>

/* Our environment, "NAME=value" each, NULL at the end; it is not ours to free. */
char **platform_environ(void);

/* A pipe whose ends no child inherits. */
int platform_pipe(int end[2]);

/* Write through to the disk.  macOS: fsync() stops at the disk's own cache, so
 * F_FULLFSYNC, as git does; file systems without it get fsync(). */
int platform_sync(int fd);

/* Rename, but never over something: EEXIST.  ENOSYS where the system cannot. */
int platform_rename_new(const char *from, const char *to);

/* execvp(), with an environment. */
int platform_exec(const char *file, char *const *argv, char *const *env);

/* Random bytes that nobody can guess, at most 256. */
int platform_random(void *out, size_t n);

/* When a file was last written to. */
struct timespec platform_mtime(const struct stat *st);
/* When anything about it was changed, which nobody can set. */
struct timespec platform_ctime(const struct stat *st);

/* The last `c` of `n` bytes; NULL: there is none. */
const char *platform_last(const char *s, int c, size_t n);

/* A file in memory with `n` bytes, and a path by which this process can open it
 * as long as the descriptor is; -1 where there are none. */
int platform_memory_file(const void *data, size_t n, char path[32]);

/* When a process began, in units of the system's: a process id alone may be used
 * again.  0: there is no such process, or it has ended and nobody has looked. */
unsigned long long platform_started(long pid);

/* The path of this program; false where nobody knows. */
bool platform_program(char *out, size_t size);

#endif
