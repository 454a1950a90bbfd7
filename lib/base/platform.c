#include "base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __APPLE__
#include <crt_externs.h>
#include <libproc.h>
#include <mach-o/dyld.h>
#include <sys/random.h>
#else
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#endif

const char *platform_last(const char *s, int c, size_t n)
{
	while (n-- > 0)
		if (s[n] == (char)c)
			return s + n;
	return NULL;
}

int platform_random(void *out, size_t n)
{
	return getentropy(out, n);
}

#ifdef __APPLE__

char **platform_environ(void)
{
	return *_NSGetEnviron();
}

/* There is no pipe2(): a child that another thread starts between these calls
 * inherits it, but we have one thread. */
int platform_pipe(int end[2])
{
	if (pipe(end) < 0)
		return -1;
	if (fcntl(end[0], F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(end[1], F_SETFD, FD_CLOEXEC) == 0)
		return 0;
	int reason = errno;
	close(end[0]);
	close(end[1]);
	errno = reason;
	return -1;
}

int platform_sync(int fd)
{
	return fcntl(fd, F_FULLFSYNC) < 0 ? fsync(fd) : 0;
}

int platform_rename_new(const char *from, const char *to)
{
	return renamex_np(from, to, RENAME_EXCL);
}

/* There is no execvpe(); execvp() looks at the PATH of the new environment, as
 * that of glibc does at our own, which git's children share. */
int platform_exec(const char *file, char *const *argv, char *const *env)
{
	*_NSGetEnviron() = (char **)env;
	return execvp(file, argv);
}

struct timespec platform_mtime(const struct stat *st)
{
	return st->st_mtimespec;
}

struct timespec platform_ctime(const struct stat *st)
{
	return st->st_ctimespec;
}

int platform_memory_file(const void *data, size_t n, char path[32])
{
	(void)data, (void)n, (void)path;
	errno = ENOSYS;
	return -1;
}

unsigned long long platform_started(long pid)
{
	enum {
		ZOMBIE = 5
	}; /* SZOMB of <sys/proc.h>, which is not in all SDKs */
	struct proc_bsdinfo info;

	if (proc_pidinfo((int)pid, PROC_PIDTBSDINFO, 0, &info, sizeof(info)) !=
		    (int)sizeof(info) ||
	    info.pbi_status == ZOMBIE)
		return 0;
	return info.pbi_start_tvsec * 1000000ULL + info.pbi_start_tvusec;
}

bool platform_program(char *out, size_t size)
{
	uint32_t n = (uint32_t)size;

	return _NSGetExecutablePath(out, &n) == 0;
}

#else

char **platform_environ(void)
{
	return environ;
}

int platform_pipe(int end[2])
{
	return pipe2(end, O_CLOEXEC);
}

int platform_sync(int fd)
{
	return fsync(fd);
}

/* By number: musl had no renameat2() before 1.2.5.  A file system that knows no
 * such flag says EINVAL. */
int platform_rename_new(const char *from, const char *to)
{
	enum { NOREPLACE = 1 };

	int rc = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to,
			      NOREPLACE);

	if (rc < 0 && errno == EINVAL)
		errno = ENOSYS;
	return rc;
}

int platform_exec(const char *file, char *const *argv, char *const *env)
{
	return execvpe(file, argv, env);
}

struct timespec platform_mtime(const struct stat *st)
{
	return st->st_mtim;
}

struct timespec platform_ctime(const struct stat *st)
{
	return st->st_ctim;
}

int platform_memory_file(const void *data, size_t n, char path[32])
{
	int fd = memfd_create("git-rel", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	snprintf(path, 32, "/proc/self/fd/%d", fd);
	if (write(fd, data, n) == (ssize_t)n)
		return fd;
	close(fd);
	return -1;
}

/* Field 22 of /proc/<pid>/stat; the second one, the name, may hold spaces. */
unsigned long long platform_started(long pid)
{
	char name[48], text[4096];

	snprintf(name, sizeof(name), "/proc/%ld/stat", pid);
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	char *p = strrchr(text, ')');
	if (!p || p[1] == '\0' || p[2] == 'Z')
		return 0;
	for (int field = 2; p && field < 22; field++)
		p = strchr(p + 1, ' ');
	return p ? strtoull(p, NULL, 10) : 0;
}

bool platform_program(char *out, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);

	if (n <= 0)
		return false;
	out[n] = '\0';
	return true;
}

#endif
