#include "base/tempdir.h"

#include "base/cleanup.h"
#include "base/dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "git-rel-"

static bool is_gone(const char *name)
{
	char *end;
	long pid = strtol(name + strlen(PREFIX), &end, 10);

	/* swept before the first of ours: one of our number is another's */
	return pid > 0 && *end == '-' &&
	       (pid == getpid() || (kill((pid_t)pid, 0) < 0 && errno == ESRCH));
}

/* Others may have put such names there, too: only what is ours goes. */
static void sweep(const char *tmp)
{
	DIR *d = opendir(tmp);
	struct dirent *e = d ? readdir(d) : NULL;
	struct stat st;

	for (; e; e = readdir(d)) {
		if (!starts_with(e->d_name, PREFIX) || !is_gone(e->d_name))
			continue;
		CLEANUP(text) char *path = xasprintf("%s/%s", tmp, e->d_name);
		if (lstat(path, &st) < 0 || st.st_uid != geteuid())
			continue;
		if (S_ISDIR(st.st_mode))
			(void)!dir_remove(path);
		else if (S_ISREG(st.st_mode))
			unlink(path);
	}
	if (d)
		closedir(d);
}

/* A name for mkdtemp() and mkstemp(). */
static char *pattern(void)
{
	static bool swept;
	const char *tmp = getenv("TMPDIR");

	if (!tmp || !*tmp)
		tmp = "/tmp";
	if (!swept)
		sweep(tmp);
	swept = true;
	return xasprintf("%s/" PREFIX "%ld-XXXXXX", tmp, (long)getpid());
}

int tempdir_make(char **path)
{
	*path = pattern();
	if (mkdtemp(*path))
		return 0;
	int rc = error_errno("cannot make a temporary folder '%s'", *path);
	free(MOVE(*path));
	return rc;
}

void tempdir_release(char *path)
{
	if (path)
		(void)!dir_remove(path);
	free(path);
}

static bool write_out(int fd, const void *data, size_t n)
{
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");

	if (!out)
		return false;
	bool written = fwrite(data, 1, n, out) == n;
	return fclose(out) == 0 && written;
}

int tempdir_write(const char *path, const void *data, size_t n)
{
	unlink(path);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	return write_out(fd, data, n) ? 0 :
					error_errno("cannot write '%s'", path);
}

int tempfile_make(char **path, const void *data, size_t n)
{
	*path = pattern();
	int fd = mkstemp(*path), rc;

	if (write_out(fd, data, n))
		return 0;
	rc = error_errno("cannot write a temporary file '%s'", *path);
	if (fd >= 0)
		unlink(*path);
	free(MOVE(*path));
	return rc;
}

void tempfile_release(char *path)
{
	if (path)
		unlink(path);
	free(path);
}
