/*
 * A machine that fails, for LD_PRELOAD: at one call of our programs the file
 * system or the kernel says no.
 *
 *	FAULT        a file that counts the calls which may fail; <FAULT>.log
 *	             gets a line for each that failed, for all if none is to
 *	FAULT_ERRNO  what is said: ENOSPC, EDQUOT, EIO, EROFS; EMFILE, where
 *	             there is no descriptor left; EAGAIN, where no process is;
 *	             READ: EIO where something is read.  It decides which calls
 *	             may fail, and so are counted.
 *	FAULT_AT     which of them fails; none if not set
 *	FAULT_STICKY all from then on fail, too
 *	FAULT_SHORT  half of what is written still goes through
 *	FAULT_PATH   only files with this in their name count
 *	FAULT_CALL   only this call does
 *	FAULT_ALL    the programs we start count, too; else only git-rel,
 *	             git-backport and git-staging do
 *
 * What goes to a terminal, to a pipe or to stderr never fails.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What a call does that may fail. */
enum {
	MAKES = 1,   /* needs room for a name or an inode */
	WRITES = 2,  /* needs room for bytes, or brings them to the disk */
	CHANGES = 4, /* a file system that is read only refuses it */
	REMOVES = 8, /* takes no room, but a broken disk refuses it */
	READS = 16,
	OPENS = 32, /* needs a descriptor */
	STARTS = 64 /* needs a process */
};

static const struct kind {
	const char *name;
	int number;
	int calls;
} kinds[] = {
	{ "ENOSPC", ENOSPC, MAKES | WRITES },
	{ "EDQUOT", EDQUOT, MAKES | WRITES },
	{ "EIO", EIO, MAKES | WRITES | REMOVES },
	{ "EROFS", EROFS, MAKES | CHANGES | REMOVES },
	{ "EMFILE", EMFILE, OPENS },
	{ "EAGAIN", EAGAIN, STARTS },
	{ "READ", EIO, READS },
	{ NULL, 0, 0 },
};

static const struct kind *kind; /* NULL: not us */
static atomic_long *count;
static long at;
static bool sticky, cuts;
static const char *within, *only, *log_name;

static bool is_ours(void)
{
	const char *name = program_invocation_short_name;

	return getenv("FAULT_ALL") || !strcmp(name, "git-rel") ||
	       !strcmp(name, "git-backport") || !strcmp(name, "git-staging");
}

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("FAULT"), *what = getenv("FAULT_ERRNO");
	static char name[PATH_MAX];

	if (!file || !what || !is_ours())
		return;
	int fd = (int)syscall(SYS_openat, AT_FDCWD, file,
			      O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0 || ftruncate(fd, sizeof(*count)) < 0)
		abort();
	count = mmap(NULL, sizeof(*count), PROT_READ | PROT_WRITE, MAP_SHARED,
		     fd, 0);
	close(fd);
	if (count == MAP_FAILED)
		abort();
	snprintf(name, sizeof(name), "%s.log", file);
	log_name = name;
	at = getenv("FAULT_AT") ? strtol(getenv("FAULT_AT"), NULL, 10) : 0;
	sticky = getenv("FAULT_STICKY") != NULL;
	cuts = getenv("FAULT_SHORT") != NULL;
	within = getenv("FAULT_PATH");
	only = getenv("FAULT_CALL");
	for (kind = kinds; kind->name && strcmp(kind->name, what); kind++)
		;
	if (!kind->name)
		abort();
}

static void note(long n, const char *call, const char *path)
{
	char line[PATH_MAX + 64];
	int fd = (int)syscall(SYS_openat, AT_FDCWD, log_name,
			      O_WRONLY | O_APPEND | O_CREAT, 0666);
	int len = snprintf(line, sizeof(line), "%ld %s %s %s\n", n,
			   program_invocation_short_name, call, path);

	if (fd >= 0) {
		syscall(SYS_write, fd, line, (size_t)len);
		syscall(SYS_close, fd);
	}
}

/* Does this one fail?  Then errno is set. */
static bool fails(int calls, const char *call, const char *path)
{
	int before = errno;

	if (!kind || !(kind->calls & calls) ||
	    (within && !strstr(path, within)) ||
	    (only && strcmp(call, only) != 0) ||
	    (kind->calls != OPENS && !strncmp(path, "/dev/null", 9)) ||
	    !strcmp(path, "/dev/tty") || !strncmp(path, "/proc/", 6))
		return false;
	long n = atomic_fetch_add(count, 1) + 1;
	bool now = at && (sticky ? n >= at : n == at);
	if (now || !at)
		note(n, call, path);
	errno = now ? kind->number : before;
	return now;
}

/* A regular file?  With its name. */
static bool is_file(int fd, char path[PATH_MAX])
{
	struct stat st;
	char link[64];

	if (!kind || fd <= STDERR_FILENO || fstat(fd, &st) < 0 ||
	    !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, PATH_MAX - 1);
	path[n < 0 ? 0 : n] = '\0';
	return true;
}

static bool fd_fails(int calls, const char *call, int fd)
{
	char path[PATH_MAX];

	return is_file(fd, path) && fails(calls, call, path);
}

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))
#define EXPORT __attribute__((visibility("default")))

/* ---- files ----------------------------------------------------------------*/

static int opening(int flags)
{
	int calls = OPENS;

	if ((flags & O_ACCMODE) == O_RDONLY)
		return calls | READS;
	return calls | CHANGES | (flags & O_CREAT ? MAKES : 0);
}

#define OPEN(name)                                                             \
	EXPORT int name(const char *path, int flags, ...)                      \
	{                                                                      \
		va_list ap;                                                    \
		va_start(ap, flags);                                           \
		mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;        \
		va_end(ap);                                                    \
		if (fails(opening(flags), "open", path))                       \
			return -1;                                             \
		return REAL(name)(path, flags, mode);                          \
	}
OPEN(open)
OPEN(open64)

EXPORT int openat(int dir, const char *path, int flags, ...)
{
	va_list ap;
	va_start(ap, flags);
	mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	if (fails(opening(flags), "open", path))
		return -1;
	return REAL(openat)(dir, path, flags, mode);
}

#define FOPEN(name)                                                            \
	EXPORT FILE *name(const char *path, const char *mode)                  \
	{                                                                      \
		bool reads = *mode == 'r' && !strchr(mode, '+');               \
		if (fails(OPENS | (reads ? READS : MAKES | CHANGES), "fopen",  \
			  path))                                               \
			return NULL;                                           \
		return REAL(name)(path, mode);                                 \
	}
FOPEN(fopen)
FOPEN(fopen64)

EXPORT int fclose(FILE *f)
{
	int fd = fileno(f);
	bool lost = fd > 2 && fcntl(fd, F_GETFL) % 4 != O_RDONLY &&
		    fd_fails(WRITES, "fclose", fd);
	int reason = errno;
	int rc = REAL(fclose)(f);

	if (lost)
		errno = reason;
	return lost ? EOF : rc;
}

#define TEMPORARY(name, type, wrong)                                           \
	EXPORT type name(char *path)                                           \
	{                                                                      \
		if (fails(OPENS | MAKES | CHANGES, #name, path))               \
			return wrong;                                          \
		return REAL(name)(path);                                       \
	}
TEMPORARY(mkstemp, int, -1)
TEMPORARY(mkstemp64, int, -1)
TEMPORARY(mkdtemp, char *, NULL)

EXPORT int mkdir(const char *path, mode_t mode)
{
	struct stat st;

	/* the kernel finds out first that it is there */
	if (stat(path, &st) < 0 && fails(MAKES | CHANGES, "mkdir", path))
		return -1;
	return REAL(mkdir)(path, mode);
}

/* Half of it goes through, and what comes then does not. */
static ssize_t cut(int fd, const void *data, size_t n)
{
	at = atomic_load(count) + 1;
	cuts = false;
	return n > 1 ? (ssize_t)syscall(SYS_write, fd, data, n / 2) : -1;
}

EXPORT ssize_t write(int fd, const void *data, size_t n)
{
	if (fd_fails(WRITES, "write", fd))
		return cuts ? cut(fd, data, n) : -1;
	return REAL(write)(fd, data, n);
}

#define PWRITE(name, where)                                                    \
	EXPORT ssize_t name(int fd, const void *data, size_t n, where from)    \
	{                                                                      \
		if (fd_fails(WRITES, "pwrite", fd))                            \
			return -1;                                             \
		return REAL(name)(fd, data, n, from);                          \
	}
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ON_FD(name, calls)                                                     \
	EXPORT int name(int fd)                                                \
	{                                                                      \
		if (fd_fails(calls, #name, fd))                                \
			return -1;                                             \
		return REAL(name)(fd);                                         \
	}
ON_FD(fsync, WRITES)
ON_FD(fdatasync, WRITES)

EXPORT int fchmod(int fd, mode_t mode)
{
	return fd_fails(CHANGES | REMOVES, "fchmod", fd) ?
		       -1 :
		       REAL(fchmod)(fd, mode);
}

EXPORT int chmod(const char *path, mode_t mode)
{
	return fails(CHANGES | REMOVES, "chmod", path) ?
		       -1 :
		       REAL(chmod)(path, mode);
}

#define TWO_PATHS(name)                                                        \
	EXPORT int name(const char *from, const char *to)                      \
	{                                                                      \
		if (fails(MAKES | CHANGES, #name, to))                         \
			return -1;                                             \
		return REAL(name)(from, to);                                   \
	}
TWO_PATHS(rename)
TWO_PATHS(link)
TWO_PATHS(symlink)

EXPORT int renameat2(int d1, const char *from, int d2, const char *to,
		     unsigned flags)
{
	return fails(MAKES | CHANGES, "renameat2", to) ?
		       -1 :
		       REAL(renameat2)(d1, from, d2, to, flags);
}

/* The kernel looks first whether it is there. */
#define REMOVE(name)                                                           \
	EXPORT int name(const char *path)                                      \
	{                                                                      \
		struct stat st;                                                \
		if (lstat(path, &st) == 0 &&                                   \
		    fails(CHANGES | REMOVES, #name, path))                     \
			return -1;                                             \
		return REAL(name)(path);                                       \
	}
REMOVE(unlink)
REMOVE(rmdir)

EXPORT int unlinkat(int dir, const char *path, int flags)
{
	struct stat st;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    fails(CHANGES | REMOVES, "unlinkat", path))
		return -1;
	return REAL(unlinkat)(dir, path, flags);
}

/* ---- reading --------------------------------------------------------------*/

EXPORT ssize_t read(int fd, void *data, size_t n)
{
	return fd_fails(READS, "read", fd) ? -1 : REAL(read)(fd, data, n);
}

EXPORT DIR *opendir(const char *path)
{
	return fails(OPENS | READS, "opendir", path) ? NULL :
						       REAL(opendir)(path);
}

/* ---- descriptors and processes ---------------------------------------------*/

EXPORT int pipe2(int end[2], int flags)
{
	return fails(OPENS, "pipe2", "a pipe") ? -1 : REAL(pipe2)(end, flags);
}

EXPORT int pipe(int end[2])
{
	return fails(OPENS, "pipe", "a pipe") ? -1 : REAL(pipe)(end);
}

/* The command decides about the argument; all of ours fit into a pointer. */
#define FCNTL(name)                                                            \
	EXPORT int name(int fd, int command, ...)                              \
	{                                                                      \
		va_list ap;                                                    \
		va_start(ap, command);                                         \
		void *arg = va_arg(ap, void *);                                \
		va_end(ap);                                                    \
		if ((command == F_DUPFD || command == F_DUPFD_CLOEXEC) &&      \
		    fails(OPENS, "fcntl", "a descriptor"))                     \
			return -1;                                             \
		return REAL(name)(fd, command, arg);                           \
	}
FCNTL(fcntl)
FCNTL(fcntl64)

EXPORT pid_t fork(void)
{
	return fails(STARTS, "fork", "a process") ? -1 : REAL(fork)();
}

/* We pass none of the arguments that come behind. */
EXPORT int clone(int (*child)(void *), void *stack, int flags, void *arg, ...)
{
	return fails(STARTS, "clone", "a process") ?
		       -1 :
		       REAL(clone)(child, stack, flags, arg);
}
