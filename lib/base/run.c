#include "base/run.h"

#include "base/clock.h"
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	DEFAULT_LIMIT = 64 << 20,
	ROOM = 16384, /* to read into */
	LOOK_MS = 100,
	/* what others may still say when the program has ended */
	REST_MS = 200,
	REST_BYTES = 1 << 20
};

/* This side of a running command. */
struct talk {
	const struct run *run;
	pid_t pid;
	int fd[4]; /* our ends of its descriptors 0 to 3, -1: none or done */
	size_t written;
	size_t read[4];
	int64_t looked;    /* when, whether it has ended */
	int64_t ended;     /* when that was seen; 0: it runs */
	size_t owed[4];    /* of it, in the pipes */
	size_t read_since; /* it has ended */
};

static struct strbuf *collected(const struct run *r, int i)
{
	return i == 1 ? r->out : i == 2 ? r->err : i == 3 ? r->fd3 : NULL;
}

/* A child that stops reading is no failure: it may know enough. */
static void feed(struct talk *t)
{
	const struct run *r = t->run;
	ssize_t n = write(t->fd[0], r->in + t->written, r->in_len - t->written);

	if (n >= 0)
		t->written += (size_t)n;
	else if (errno == EAGAIN || errno == EINTR)
		return;
	if (n < 0 || t->written == r->in_len)
		close_fd(&t->fd[0]);
}

static int collect(struct talk *t, int i)
{
	struct strbuf *sb = collected(t->run, i);
	size_t limit = t->run->limit ? t->run->limit : DEFAULT_LIMIT;

	if (sb->alloc - sb->len <= ROOM / 4)
		strbuf_grow(sb, ROOM);
	ssize_t n = read(t->fd[i], sb->buf + sb->len, sb->alloc - sb->len - 1);
	if (n < 0 && errno == EINTR)
		return 0;
	if (n < 0)
		return error_errno("cannot read from '%s'", t->run->argv[0]);
	if (n == 0)
		close_fd(&t->fd[i]);
	t->owed[i] -= (size_t)n < t->owed[i] ? (size_t)n : t->owed[i];
	t->read_since += t->ended ? (size_t)n : 0;
	sb->len += (size_t)n;
	sb->buf[sb->len] = '\0';
	if (i == 1 && t->run->seen) {
		t->run->seen(t->run->seen_arg, sb->buf, sb->len);
		strbuf_reset(sb);
		return 0;
	}
	if (i == 2 && t->run->heard && n)
		t->run->heard(t->run->heard_arg, sb);
	t->read[i] += (size_t)n;
	if (t->read[i] > limit)
		return error(E_FAIL, "'%s' wrote more than %zu bytes",
			     t->run->argv[0], limit);
	return 0;
}

/* One that stays behind, an ssh ControlMaster, may keep its outputs open after
 * the program has ended: nobody waits for that. */
static bool has_ended(pid_t pid)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) ==
		       0 &&
	       info.si_pid == pid;
}

/* All that it wrote itself is in the pipes by then. */
static void look(struct talk *t)
{
	int64_t now = clock_ms();

	if (t->ended || now - t->looked < LOOK_MS)
		return;
	t->looked = now;
	if (!has_ended(t->pid))
		return;
	t->ended = now;
	for (int i = 1; i < 4; i++) {
		int n = 0;
		if (t->fd[i] >= 0 && ioctl(t->fd[i], FIONREAD, &n) == 0)
			t->owed[i] = (size_t)n;
	}
}

/* Has it ended, and have those that stay behind said enough? */
static bool is_over(const struct talk *t, bool silent)
{
	if (!t->ended)
		return false;
	for (int i = 1; i < 4; i++)
		if (t->fd[i] >= 0 && t->owed[i])
			return false;
	return silent || t->read_since > REST_BYTES ||
	       clock_ms() - t->ended > REST_MS;
}

/* One round.  1: there is more to come. */
static int exchange(struct talk *t)
{
	struct pollfd p[4];
	bool open = false;

	for (int i = 0; i < 4; i++) {
		p[i].fd = t->fd[i];
		p[i].events = i == 0 ? POLLOUT : POLLIN;
		p[i].revents = 0;
		open = open || t->fd[i] >= 0;
	}
	if (!open)
		return 0;
	int n = poll(p, 4, LOOK_MS);
	if (n < 0 && errno != EINTR)
		return error_errno("cannot poll");
	look(t);
	if (is_over(t, n == 0))
		return 0;
	for (int i = 0; n > 0 && i < 4; i++) {
		if (p[i].fd < 0 || !p[i].revents)
			continue;
		if (i == 0)
			feed(t);
		else if (collect(t, i) < 0)
			return E_FAIL;
	}
	return 1;
}

/* Choose the child's descriptors; our ends of pipes go to `ours`, the child's
 * to `theirs` which are closed here once it runs. */
static int connect_fds(struct talk *t, int fd[4], int theirs[4], int *null)
{
	const struct run *r = t->run;

	if (spawn_null(null) < 0)
		return E_FAIL;
	spawn_outputs(fd, r, *null);
	if (!(r->flags & RUN_IN_TTY) && !r->in)
		fd[0] = *null;
	for (int i = 0; i < 4; i++) {
		int end[2], mine = i == 0 ? 1 : 0;
		if (i == 0 ? !r->in || (r->flags & RUN_IN_TTY) :
			     !collected(r, i))
			continue;
		if (spawn_pipe(end) < 0)
			return E_FAIL;
		t->fd[i] = end[mine];
		fd[i] = theirs[i] = end[!mine];
	}
	if (r->flags & RUN_ERR_OUT)
		fd[2] = fd[1] < 0 ? STDOUT_FILENO : fd[1];
	if (t->fd[0] >= 0 && fcntl(t->fd[0], F_SETFL, O_NONBLOCK) < 0)
		return error_errno("cannot set up a pipe");
	return 0;
}

int run_command(const struct run *r)
{
	struct talk t = { .run = r, .fd = { -1, -1, -1, -1 } };
	int fd[4] = { -1, -1, -1, -1 }, theirs[4] = { -1, -1, -1, -1 };
	int null = -1;
	int code = connect_fds(&t, fd, theirs, &null);

	if (code == 0)
		code = spawn(&t.pid, r, fd);
	for (int i = 0; i < 4; i++)
		close_fd(&theirs[i]);
	close_fd(&null);
	bool running = code == 0;
	if (running) {
		do
			code = exchange(&t);
		while (code > 0);
	}
	for (int i = 0; i < 4; i++)
		close_fd(&t.fd[i]);
	if (running && code < 0)
		kill(t.pid, SIGTERM);
	if (running) {
		int status = spawn_wait(t.pid);
		code = code < 0 ? code : status;
	}
	return code;
}
