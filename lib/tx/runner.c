#include "tx/runner.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "model/begun.h"
#include "model/checks.h"
#include "model/uncommitted.h"
#include "tx/adding.h"
#include "tx/crash.h"
#include "tx/stream.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { SHOWN = 10 };

struct runner {
	struct repo *repo;
	const struct plan *plan;
	bool quiet;
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

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int changed_files(struct runner *k, const struct step *s)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	int rc = uncommitted_tracked(k->repo, s->worktree, false, &dirty);

	if (rc < 0 || !dirty.n)
		return rc;
	rc = error(E_POLICY, "'%s' passed, but not on %s: files were changed",
		   s->ref, oid_short(&s->to));
	for (size_t i = 0; i < dirty.n && i < SHOWN; i++)
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
			stream_tell(tail);
	}
	error_save(&first);
	int noted = s->message ? begun_read(&b, k->repo) : 0;
	if (!noted && b.exists) {
		b.failed = s->ref;
		noted = begun_write(&b, k->repo);
	}
	(void)noted; /* what failed matters more */
	rc = error_restore(rc, &first);
	error_hint("all it said is in %s",
		   stream_log(k->repo, k->plan->release, s));
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
	CLEANUP(strbuf) struct strbuf tail = STRBUF_INIT;
	double begin = now();
	int rc = begin_checks(k, s);

	if (rc < 0)
		return rc;
	if (!k->quiet)
		fprintf(stderr, "[%zu/%zu] %s: %s\n", i + 1, k->plan->n, s->ref,
			s->command);
	int status = stream_run(k->repo, k->plan->release, s, k->quiet, &tail);
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
		rc = failed(k, s, status, &tail);
	else if (rc == E_POLICY)
		rc = failed(k, s, -1, &tail);
	return rc;
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
		rc = p->step[i].kind == STEP_ADD ?
			     adding_run(r, &p->step[i], quiet) :
			     run_step(&k, &p->step[i], i);
		crash_point();
	}
	if (lock >= 0)
		close(lock);
	return rc;
}
