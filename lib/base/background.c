#include "base/background.h"

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_MS = 2000, STEP_MS = 20 };

int background_start(struct background *b, const struct run *r, const char *log)
{
	struct run own = *r;
	int null, rc;

	*b = (struct background)BACKGROUND_INIT;
	own.flags |= RUN_OWN_GROUP | RUN_OUTLIVES;
	b->log = open(log,
		      O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND |
			      O_NOFOLLOW,
		      0666);
	if (b->log < 0)
		return error_errno("cannot write '%s'", log);
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

void background_kill(struct background *b)
{
	struct timespec step = { 0, STEP_MS * 1000000 };
	int status, rc = 0;

	kill(-b->pid, SIGTERM);
	for (int ms = 0; ms < GRACE_MS && !rc; ms += STEP_MS) {
		nanosleep(&step, NULL);
		rc = background_look(b, &status);
	}
	if (rc)
		return;
	kill(-b->pid, SIGKILL);
	while (waitpid(b->pid, &status, 0) < 0 && errno == EINTR)
		;
	forget(b);
}
