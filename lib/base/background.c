#include "base/background.h"

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_MS = 2000, STEP_MS = 20 };

/* The lock goes with the open file: while any process of it says something there,
 * others see that, whatever became of us. */
static int take(int fd, const char *log)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return errno == EWOULDBLOCK ?
		       error(E_PENDING, "'%s' is being written", log) :
		       error_errno("cannot lock '%s'", log);
}

/* Another file each time: what the one before has left running says more, and must
 * not say it in here. */
static int open_log(struct background *b, const char *log)
{
	const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND | O_NOFOLLOW;
	struct stat st;
	int rc;

	b->log = open(log, flags, 0666);
	if (b->log < 0)
		return error_errno("cannot write '%s'", log);
	rc = take(b->log, log);
	if (!rc && fstat(b->log, &st) == 0 && !st.st_size)
		return 0;
	close_fd(&b->log);
	if (rc < 0)
		return rc;
	if (unlink(log) == 0)
		b->log = open(log, flags | O_EXCL, 0666);
	if (b->log < 0)
		return error_errno("cannot write '%s'", log);
	if ((rc = take(b->log, log)) < 0)
		close_fd(&b->log);
	return rc;
}

bool background_is_on(const char *log)
{
	int fd = open(log, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool on = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 &&
		  errno == EWOULDBLOCK;

	close_fd(&fd);
	return on;
}

int background_start(struct background *b, const struct run *r, const char *log)
{
	struct run own = *r;
	int null, rc;

	*b = (struct background)BACKGROUND_INIT;
	own.flags |= RUN_OWN_GROUP | RUN_OUTLIVES;
	if ((rc = open_log(b, log)) < 0)
		return rc;
	if ((rc = spawn_null(&null)) < 0) {
		close_fd(&b->log);
		return rc;
	}
	const int fd[4] = { null, b->log, b->log, -1 };
	b->started = clock_ms();
	rc = spawn(&b->pid, &own, fd);
	close_fd(&null);
	if (rc < 0) {
		close_fd(&b->log);
		b->pid = 0;
		return rc;
	}
	interrupt_takes_along(b->pid);
	return 0;
}

static void forget(struct background *b)
{
	interrupt_leaves(b->pid);
	flock(b->log, LOCK_UN); /* what it has left running may go on */
	close_fd(&b->log);
	b->pid = 0;
}

int background_look(struct background *b, int *status)
{
	pid_t pid;
	int s;

	do
		pid = waitpid(b->pid, &s, WNOHANG);
	while (pid < 0 && errno == EINTR);
	if (pid < 0)
		return error_errno("cannot wait for a process");
	if (!pid)
		return 0;
	*status = WIFSIGNALED(s) ? 128 + WTERMSIG(s) : WEXITSTATUS(s);
	forget(b);
	return 1;
}

long long background_said(const struct background *b)
{
	struct stat st;

	return fstat(b->log, &st) == 0 ? (long long)st.st_size : 0;
}

bool background_kill(struct background *b)
{
	struct timespec step = { 0, STEP_MS * 1000000 };
	const pid_t group = b->pid;
	int status, rc = 0;

	kill(-group, SIGTERM);
	for (int ms = 0; ms < GRACE_MS && rc >= 0; ms += STEP_MS) {
		nanosleep(&step, NULL);
		if (b->pid)
			rc = background_look(b, &status);
		/* while it has members nobody else gets its number */
		if (!b->pid && kill(-group, 0) < 0)
			return false;
	}
	kill(-group, SIGKILL);
	if (!b->pid)
		return true;
	while (waitpid(b->pid, &status, 0) < 0 && errno == EINTR)
		;
	forget(b);
	return true;
}
