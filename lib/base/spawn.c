#include "base/spawn.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/platform.h"
#include "base/quote.h"
#include "base/strvec.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/prctl.h>
#endif

enum { STACK = 64 * 1024 };

/* What a child sends when it does not come to run the program. */
struct failure {
	int in_dir; /* no bool: padding would be sent too */
	int reason;
};

bool spawn_verbose;

static void show(const char *const *argv)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;

	for (; *argv; argv++) {
		strbuf_addc(&line, ' ');
		strbuf_add_shell_line(&line, *argv);
	}
	strbuf_add_visible(&shown, line.buf, line.len);
	fprintf(stderr, "+%s\n", shown.buf);
}

void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

int spawn_null(int *fd)
{
	*fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	return *fd < 0 ? error_errno("cannot open '/dev/null'") : 0;
}

int spawn_pipe(int end[2])
{
	if (platform_pipe(end) == 0)
		return 0;
	end[0] = end[1] = -1;
	return error_errno("cannot make a pipe");
}

void spawn_outputs(int fd[4], const struct run *r, int null)
{
	if (r->flags & RUN_OUT_NULL)
		fd[1] = null;
	else if (r->flags & RUN_OUT_STDERR)
		fd[1] = STDERR_FILENO;
	if (r->flags & RUN_ERR_NULL)
		fd[2] = null;
}

/* Do "K=V" and "K" (or two of "K=V") speak of the same K? */
static bool same_key(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return strncmp(a, b, n) == 0 && (b[n] == '=' || !b[n]);
}

static bool is_named(const char *entry, const char *const *env)
{
	for (; *env; env++)
		if (same_key(entry, *env))
			return true;
	return false;
}

static void make_env(struct strvec *out, const char *const *env)
{
	for (char **e = platform_environ(); e && *e; e++)
		if (!is_named(*e, env))
			strvec_push(out, *e);
	for (; *env; env++)
		if (strchr(*env, '=') && !is_named(*env, env + 1))
			strvec_push(out, *env);
}

/* First out of the way of each other, then to their places: one may be at
 * another's place. */
static int place(const int fd[4])
{
	int copy[4];

	for (int i = 0; i < 4; i++) {
		copy[i] = fd[i] < 0 ? -1 : fcntl(fd[i], F_DUPFD_CLOEXEC, 10);
		if (fd[i] >= 0 && copy[i] < 0)
			return -1;
	}
	for (int i = 0; i < 4; i++)
		if (copy[i] >= 0 && dup2(copy[i], i) < 0)
			return -1;
	return 0;
}

/* Our children end with us: nothing goes on behind the back of whoever cleans
 * up after a kill. */
static void die_with_parent(pid_t parent)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it was quicker than we */
		_exit(126);
#else
	(void)parent;
#endif
}

/* What a child is to become. */
struct birth {
	const struct run *run;
	char **env;
	const int *fd; /* four */
	int tell;
	pid_t parent;
	sigset_t mask; /* of the signals that it may get */
};

/* Our own handlers are none of its business. */
static void forget_handlers(const sigset_t *mask)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction old;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			signal(signals[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

/* The child, up to its program.  It may share our memory: nothing of that
 * changes here. */
static int become(void *arg)
{
	const struct birth *b = arg;
	const struct run *r = b->run;
	struct failure f = { 0, 0 };

	if (!(r->flags & RUN_OUTLIVES))
		die_with_parent(b->parent);
	if (r->flags & RUN_OWN_GROUP)
		setpgid(0, 0);
	int aside = fcntl(b->tell, F_DUPFD_CLOEXEC, 10);
	int tell = aside >= 0 ? aside : b->tell;
	forget_handlers(&b->mask);
	if (aside >= 0 && place(b->fd) == 0) {
		f.in_dir = r->dir && chdir(r->dir) < 0;
		if (!f.in_dir)
			platform_exec(r->argv[0], (char *const *)r->argv,
				      b->env);
	}
	f.reason = errno;
	ssize_t told = write(tell, &f, sizeof(f));
	_exit(told == (ssize_t)sizeof(f) ? 127 : 126);
}

/* As posix_spawn() does, which cannot do all of the above: we wait until the
 * program runs, and copy no memory that it throws away at once. */
static pid_t give_birth(struct birth *b)
{
	sigset_t all;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &b->mask);
#ifdef __linux__
	char *stack = xrealloc(NULL, STACK, 1); /* zeros would cost */
	pid = clone(become, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, b);
	int reason = errno;
	free(stack);
	errno = reason;
#else
	pid = fork();
	if (pid == 0)
		become(b);
#endif
	sigprocmask(SIG_SETMASK, &b->mask, NULL);
	return pid;
}

/* The pipe closes on exec: no bytes mean that the program runs. */
static int hear(int fd, const struct run *r)
{
	struct failure f;
	ssize_t n;

	do
		n = read(fd, &f, sizeof(f));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return 0;
	if (n != (ssize_t)sizeof(f))
		return error(E_FAIL, "cannot run '%s'", r->argv[0]);
	errno = f.reason;
	if (f.in_dir)
		return error_errno("cannot go to '%s'", r->dir);
	int code = error_errno("cannot run '%s'", r->argv[0]);
	return f.reason == ENOENT ? E_NOTFOUND : code;
}

int spawn(pid_t *pid, const struct run *r, const int fd[4])
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	int tell[2];

	if (spawn_pipe(tell) < 0)
		return E_FAIL;
	if (r->env)
		make_env(&env, r->env);
	if (spawn_verbose && !(r->flags & RUN_QUIET))
		show(r->argv);
	signal(SIGPIPE, SIG_IGN);
	fflush(stdout); /* what we said before comes before what it says */
	struct birth b = { .run = r,
			   .env = r->env ? env.v : platform_environ(),
			   .fd = fd,
			   .tell = tell[1],
			   .parent = getpid() };
	*pid = give_birth(&b);
	int code = *pid < 0 ? error_errno("cannot start '%s'", r->argv[0]) : 0;
	close_fd(&tell[1]);
	if (code == 0)
		code = hear(tell[0], r);
	close_fd(&tell[0]);
	if (code < 0 && *pid > 0)
		waitpid(*pid, NULL, 0);
	else if (code == 0 && r->started)
		r->started(r->started_arg, *pid);
	return code;
}

int spawn_wait(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error_errno("cannot wait for a process");
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				     WEXITSTATUS(status);
}
