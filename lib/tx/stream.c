#include "tx/stream.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/platform.h"
#include "base/run.h"
#include "base/strvec.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { TAIL_LINES = 10, TAIL_BYTES = 4096 };

struct stream {
	int log;
	bool quiet;
	struct strbuf *tail; /* the end of what it said */
};

static void write_all(int fd, const char *data, size_t n)
{
	while (n) {
		ssize_t w = write(fd, data, n);
		if (w < 0 && errno != EINTR)
			return; /* the command is worth more than its log */
		data += w > 0 ? w : 0;
		n -= w > 0 ? (size_t)w : 0;
	}
}

static void seen(void *arg, const char *data, size_t n)
{
	struct stream *s = arg;

	write_all(s->log, data, n);
	if (!s->quiet)
		write_all(STDERR_FILENO, data, n);
	strbuf_add(s->tail, data, n);
	if (s->tail->len > (size_t)2 * TAIL_BYTES) {
		memmove(s->tail->buf, s->tail->buf + s->tail->len - TAIL_BYTES,
			TAIL_BYTES);
		s->tail->len = TAIL_BYTES;
		s->tail->buf[TAIL_BYTES] = '\0';
	}
}

void stream_tell(const struct strbuf *tail)
{
	const char *p = tail->buf + tail->len;
	int lines = 0;

	while (p > tail->buf && (p[-1] != '\n' || lines++ <= TAIL_LINES))
		p--;
	while (*p) {
		size_t n = strcspn(p, "\n");
		if (n)
			error_detail("%.*s", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

const char *stream_log(struct repo *r, const char *release,
		       const struct step *s)
{
	return arena_printf(&r->arena, "%s/logs/%s/%s.log", r->state_dir,
			    release ? release : "none", s->ref);
}

static int open_log(struct repo *r, const char *release, const struct step *s,
		    int *fd)
{
	const char *path = stream_log(r, release, s);
	CLEANUP(text)
	char *dir = xasprintf("%s/logs/%s", r->state_dir,
			      release ? release : "none");
	int rc = dir_make(dir);

	if (rc < 0)
		return rc;
	*fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return *fd < 0 ? error_errno("cannot write '%s'", path) : 0;
}

/* What the caller was told of a release is not what this one is: it may be a
 * command of a project itself. */
static void forget_release(struct strvec *env)
{
	static const char *const told[] = {
		"GIT_REL_VERSION", "GIT_REL_SERIES", "GIT_REL_TYPE",
		"GIT_REL_BRANCH",  "GIT_REL_TAG",    "GIT_REL_PREVIOUS"
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		strvec_push(env, told[i]);
	for (char **e = platform_environ(); e && *e; e++)
		if (starts_with(*e, "GIT_REL_SET_"))
			strvec_pushf(env, "%.*s", (int)strcspn(*e, "="), *e);
}

/* It finds the repository as any program in that folder does, and may call
 * git rel itself. */
static void make_env(const struct step *s, struct strvec *env)
{
	static const char *const unset[] = {
		"GIT_DIR",        "GIT_WORK_TREE",  "GIT_IMPLICIT_WORK_TREE",
		"GIT_INDEX_FILE", "GIT_PREFIX",     "GIT_OBJECT_DIRECTORY",
		"GIT_COMMON_DIR", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"
	};

	for (size_t i = 0; i < sizeof(unset) / sizeof(*unset); i++)
		strvec_push(env, unset[i]);
	forget_release(env);
	for (size_t i = 0; s->argv && i < s->argv->n; i++)
		strvec_push(env, s->argv->v[i]);
	strvec_pushf(env, "GIT_REL_STEP=%s", s->ref);
}

int stream_run(struct repo *r, const char *release, const struct step *s,
	       bool quiet, struct strbuf *tail)
{
	const char *argv[] = { "sh", "-c", s->command, NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct stream stream = { .log = -1, .quiet = quiet, .tail = tail };

	make_env(s, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = s->worktree,
			   .out = &out,
			   .flags = RUN_IN_TTY | RUN_ERR_OUT,
			   .seen = seen,
			   .seen_arg = &stream };
	int rc = open_log(r, release, s, &stream.log);

	if (rc < 0)
		return rc;
	rc = run_command(&run);
	close(stream.log);
	return rc;
}
