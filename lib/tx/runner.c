#include "tx/runner.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "model/begun.h"
#include "model/checks.h"
#include "model/uncommitted.h"
#include "model/worktree.h"
#include "tx/crash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TAIL_LINES = 10, TAIL_BYTES = 4096 };

struct runner {
	struct repo *repo;
	const struct plan *plan;
	bool quiet;
};

/* One command under way. */
struct stream {
	int log;
	bool quiet;
	struct strbuf tail; /* the end of what it said */
};

static const char *lock_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/running", r->state_dir);
}

bool runner_is_held(struct repo *r)
{
	int fd = -1;

	if (!file_exists(lock_path(r)))
		return false;
	bool held = file_lock(&fd, lock_path(r), 0) == E_PENDING;
	if (fd >= 0)
		close(fd);
	return held;
}

/* ---- what it says ---------------------------------------------------------*/

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
	strbuf_add(&s->tail, data, n);
	if (s->tail.len > (size_t)2 * TAIL_BYTES) {
		memmove(s->tail.buf, s->tail.buf + s->tail.len - TAIL_BYTES,
			TAIL_BYTES);
		s->tail.len = TAIL_BYTES;
		s->tail.buf[TAIL_BYTES] = '\0';
	}
}

static void tell_tail(const struct strbuf *tail)
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

static const char *log_path(struct runner *k, const struct step *s)
{
	return arena_printf(&k->repo->arena, "%s/logs/%s/%s.log",
			    k->repo->state_dir,
			    k->plan->release ? k->plan->release : "none",
			    s->ref);
}

static int open_log(struct runner *k, const struct step *s, int *fd)
{
	CLEANUP(text)
	char *dir = xasprintf("%s/logs/%s", k->repo->state_dir,
			      k->plan->release ? k->plan->release : "none");
	int rc = dir_make(dir);

	if (rc < 0)
		return rc;
	*fd = open(log_path(k, s), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		   0666);
	return *fd < 0 ? error_errno("cannot write '%s'", log_path(k, s)) : 0;
}

/* ---- one command ----------------------------------------------------------*/

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
	for (size_t i = 0; s->argv && i < s->argv->n; i++)
		strvec_push(env, s->argv->v[i]);
	strvec_pushf(env, "GIT_REL_STEP=%s", s->ref);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Its exit status. */
static int run_one(struct runner *k, const struct step *s,
		   struct stream *stream)
{
	const char *argv[] = { "sh", "-c", s->command, NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	make_env(s, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = s->worktree,
			   .out = &out,
			   .flags = RUN_IN_TTY | RUN_ERR_OUT,
			   .seen = seen,
			   .seen_arg = stream };
	int rc = open_log(k, s, &stream->log);

	if (rc < 0)
		return rc;
	rc = run_command(&run);
	close(stream->log);
	return rc;
}

static int changed_files(struct runner *k, const struct step *s)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	int rc = uncommitted_tracked(k->repo, s->worktree, false, &dirty);

	if (rc < 0 || !dirty.n)
		return rc;
	rc = error(E_POLICY, "'%s' passed, but not on %s: files were changed",
		   s->ref, oid_short(&s->to));
	for (size_t i = 0; i < dirty.n && i < TAIL_LINES; i++)
		error_detail("%s", dirty.v[i]);
	return rc;
}

/* The ways on, as a release guide would list them. */
static void advise(struct runner *k, const struct step *s,
		   const struct begun *b)
{
	CLEANUP(strbuf) struct strbuf rest = STRBUF_INIT;
	const struct step *end = k->plan->step + k->plan->n;

	if (!b->exists)
		return;
	for (; s < end; s++)
		if (s->kind == STEP_RUN)
			strbuf_addf(&rest, "%s%s", rest.len ? ", " : "",
				    s->ref);
	error_hint("1. mend it, then: git rel --continue   goes on from there");
	error_hint("2. do the rest by hand (%s): git rel --quit   leaves the "
		   "branch as it is",
		   rest.buf);
	error_hint("3. git rel --abort   goes back to '%s' and removes '%s'",
		   ref_short(b->head), ref_short(b->branch));
}

static int failed(struct runner *k, const struct step *s, int status,
		  const struct strbuf *tail)
{
	CLEANUP(begun) struct begun b = { 0 };
	struct saved_error first;
	int rc = E_POLICY;

	if (status > 0) {
		error(rc, "'%s' failed at: %s (exit status %d)", k->plan->title,
		      s->ref, status);
		if (k->quiet)
			tell_tail(tail);
	}
	error_save(&first);
	int noted = s->message ? begun_read(&b, k->repo) : 0;
	if (!noted && b.exists) {
		b.failed = s->ref;
		noted = begun_write(&b, k->repo);
	}
	(void)noted; /* what failed matters more */
	rc = error_restore(rc, &first);
	error_hint("all it said is in %s", log_path(k, s));
	advise(k, s, &b);
	return rc;
}

static int note_result(struct runner *k, const struct step *s, bool passed)
{
	struct check one = { .commit = s->to,
			     .name = s->ref,
			     .command = s->command,
			     .passed = passed };
	CLEANUP(begun) struct begun b = { 0 };
	int rc;

	if (!git_oid_is_zero(&s->to))
		return checks_note(k->repo, &one);
	if (!passed || !s->message)
		return 0;
	if ((rc = begun_read(&b, k->repo)) < 0 || !b.exists)
		return rc;
	strvec_push(&b.passed, s->ref);
	b.failed = NULL;
	return begun_write(&b, k->repo);
}

/* From now on new files are what checks leave behind, no part of the release:
 * who mends something with a new file adds it. */
static int begin_checks(struct runner *k, const struct step *s)
{
	CLEANUP(begun) struct begun b = { 0 };
	int rc;

	if (!s->message || git_oid_is_zero(&s->to))
		return 0;
	if ((rc = begun_read(&b, k->repo)) < 0 || !b.exists || b.checking)
		return rc;
	b.checking = true;
	return begun_write(&b, k->repo);
}

static int run_step(struct runner *k, const struct step *s, size_t i)
{
	struct stream stream = { .log = -1,
				 .quiet = k->quiet,
				 .tail = STRBUF_INIT };
	double begin = now();
	int rc = begin_checks(k, s);

	if (rc < 0)
		return rc;
	if (!k->quiet)
		fprintf(stderr, "[%zu/%zu] %s: %s\n", i + 1, k->plan->n, s->ref,
			s->command);
	int status = run_one(k, s, &stream);
	rc = status < 0 ? status : 0;
	if (!status && !git_oid_is_zero(&s->to) &&
	    (rc = changed_files(k, s)) < 0)
		status = -1;
	if (!k->quiet && status >= 0)
		fprintf(stderr, "[%zu/%zu] %s %s in %.1f s\n", i + 1,
			k->plan->n, s->ref, status ? "failed" : "passed",
			now() - begin);
	crash_point();
	if (!rc)
		rc = note_result(k, s, status == 0);
	if (!rc && status)
		rc = failed(k, s, status, &stream.tail);
	else if (rc == E_POLICY)
		rc = failed(k, s, -1, &stream.tail);
	strbuf_release(&stream.tail);
	return rc;
}

/* ---- what they changed ----------------------------------------------------*/

static int git_add(struct runner *k, const struct step *s,
		   const char *const *argv, const struct strbuf *in)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(k->repo, s->worktree, &env);
	strvec_push(&env, "GIT_LITERAL_PATHSPECS=1");
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = s->worktree,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0 };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git add failed in '%s'", s->worktree) :
			rc;
}

/* What cannot be added, changes inside a submodule say, would come up again
 * and again. */
static int check_added(struct runner *k, const struct step *s)
{
	CLEANUP(strvec) struct strvec left = STRVEC_INIT;
	int rc = uncommitted_tracked(k->repo, s->worktree, true, &left);

	if (rc < 0 || !left.n)
		return rc;
	rc = error(E_POLICY, "'%s' was changed, and git add does not take it",
		   left.v[0]);
	error_hint("commit or undo that change, then git rel --continue");
	return rc;
}

static void tell_new(const char *path)
{
	CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;

	strbuf_add_visible(&shown, path, strlen(path));
	fprintf(stderr, "new in the release: %s\n", shown.buf);
}

/* Changed and deleted files, and new ones that nobody had before. */
static int add_step(struct runner *k, const struct step *s)
{
	static const char *const update[] = { "git", "add", "--update",
					      "--",  ".",   NULL };
	static const char *const create[] = { "git", "add",
					      "--pathspec-from-file=-", NULL };
	CLEANUP(strvec) struct strvec now_there = STRVEC_INIT;
	CLEANUP(strvec) struct strvec fresh = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	int rc = git_add(k, s, update, NULL);

	crash_point();
	if (rc < 0 ||
	    (rc = uncommitted_untracked(k->repo, s->worktree, &now_there)) < 0)
		return rc;
	uncommitted_new(&now_there, s->argv, &fresh);
	for (size_t i = 0; i < fresh.n; i++) {
		strbuf_add(&in, fresh.v[i], strlen(fresh.v[i]) + 1);
		if (!k->quiet)
			tell_new(fresh.v[i]);
	}
	rc = fresh.n ? git_add(k, s, create, &in) : 0;
	return rc < 0 ? rc : check_added(k, s);
}

int runner_run(struct repo *r, const struct plan *p, bool quiet)
{
	struct runner k = { r, p, quiet };
	int lock = -1, rc = dir_make(r->state_dir);

	if (!rc)
		rc = file_lock(&lock, lock_path(r), 0);
	if (rc == E_PENDING) {
		rc = error(E_PENDING, "another git rel runs its steps in this "
				      "repository");
		error_hint("wait for it to end, then run the command again");
	}
	for (size_t i = 0; !rc && i < p->n; i++) {
		rc = p->step[i].kind == STEP_ADD ? add_step(&k, &p->step[i]) :
						   run_step(&k, &p->step[i], i);
		crash_point();
	}
	if (lock >= 0)
		close(lock);
	return rc;
}
