#include "tx/run_commands.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/uncommitted.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "plan/checks.h"
#include "plan/stages.h"
#include "tx/adding.h"
#include "tx/interrupted.h"
#include "tx/stage.h"
#include "tx/stream.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SHOWN = 10 };

struct runner {
	struct repo *repo;
	const struct plan *plan;
	bool quiet;
};

/* A check judges a commit: HEAD has to be there, and the files as in it. */
static int check_place(struct runner *k, const struct step *s, const char *when)
{
	static const char *const argv[] = { "git", "rev-parse", "--verify",
					    "HEAD", NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT, dirty = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	int rc;

	worktree_env(k->repo, s->worktree, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = s->worktree,
			   .out = &head };
	rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "cannot read HEAD");
	if (!starts_with(head.buf, oid_hex(&s->to)))
		return error(E_POLICY, "'%s' %s, but not on %s: HEAD was moved",
			     s->ref, when, oid_short(&s->to));
	rc = uncommitted_tracked(k->repo, s->worktree, false, &dirty);
	if (rc < 0 || !dirty.n)
		return rc;
	rc = error(E_POLICY, "'%s' %s, but not on %s: files were changed",
		   s->ref, when, oid_short(&s->to));
	for (size_t i = 0; i < dirty.n && i < SHOWN; i++)
		error_detail("%s", dirty.v[i]);
	return rc;
}

/* The ways on, as a release guide would list them. */
static void advise(struct runner *k, const struct step *s,
		   const struct stages *b)
{
	CLEANUP(strbuf) struct strbuf rest = STRBUF_INIT;
	const struct step *end = k->plan->step + k->plan->n;

	if (!b->exists) {
		error_hint("mend it, and type it again: %s", k->plan->title);
		return;
	}
	for (; s < end; s++)
		if (s->kind == STEP_RUN)
			strbuf_addf(&rest, "%s%s", rest.len ? ", " : "",
				    s->ref);
	error_hint("1. mend it, then: git rel --continue   goes on from there");
	error_hint(
		"2. do the rest by hand (%s): git rel --quit   leaves the branch as it is",
		rest.buf);
	error_hint("3. git rel --abort   goes back to '%s' and removes '%s'",
		   ref_short(b->head), ref_short(b->branch));
}

static int failed(struct runner *k, const struct step *s, int status,
		  const struct strbuf *tail)
{
	CLEANUP(stages) struct stages b = { 0 };
	struct saved_error first;
	int rc = E_POLICY;

	if (status > 0) {
		error(rc, "'%s' failed at: %s (exit status %d)", k->plan->title,
		      s->ref, status);
		if (k->quiet)
			stream_tell(tail);
	}
	error_save(&first);
	int noted = s->message ? stages_read(&b, k->repo) : 0;
	if (!noted && b.exists) {
		b.failed = s->ref;
		noted = stages_write(&b, k->repo);
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
	struct check one = check_of_step(s, passed);
	CLEANUP(stages) struct stages b = { 0 };
	int rc;

	if (!git_oid_is_zero(&s->to) && (rc = checks_note(k->repo, &one)) < 0)
		return rc;
	if (!passed || !s->message)
		return 0;
	if ((rc = stages_read(&b, k->repo)) < 0 || !b.exists)
		return rc;
	if (git_oid_is_zero(&s->to))
		stages_add_passed(&b, s->ref, s->command);
	b.failed = NULL;
	return stages_write(&b, k->repo);
}

/* The branch of the command that goes in stages; zero: there is none. */
static int tip_of(struct runner *k, const struct step *s, git_oid *out)
{
	CLEANUP(stages) struct stages b = { 0 };
	int rc;

	memset(out, 0, sizeof(*out));
	if (!s->message)
		return 0;
	if ((rc = stages_read(&b, k->repo)) < 0 || !b.exists)
		return rc;
	return repo_ref(k->repo, b.branch, out);
}

/* What a step committed goes with the branch, if that is given up; what a
 * person did does not. */
static int note_commits(struct runner *k, const struct step *s,
			const git_oid *before)
{
	CLEANUP(stages) struct stages b = { 0 };
	git_oid at;
	int rc = tip_of(k, s, &at);

	if (rc < 0 || git_oid_is_zero(before) || oid_eq(before, &at))
		return rc;
	rc = history_contains(k->repo, before, &at);
	if (rc <= 0)
		return rc;
	if ((rc = stages_read(&b, k->repo)) < 0)
		return rc;
	/* by another way than the first parents they are somebody's merge */
	for (rc = 0; !rc && !git_oid_is_zero(&at) && !oid_eq(&at, before);) {
		git_oid child = at;
		stages_add_other(&b, k->repo, &child);
		rc = history_parent(k->repo, &child, 0, &at);
	}
	return rc < 0 ? rc : stages_write(&b, k->repo);
}

/* From now on new files are what checks leave behind, no part of the release:
 * who mends something with a new file adds it. */
static int begin_checks(struct runner *k, const struct step *s)
{
	CLEANUP(stages) struct stages b = { 0 };
	int rc;

	if (!s->message || git_oid_is_zero(&s->to))
		return 0;
	if ((rc = stages_read(&b, k->repo)) < 0 || !b.exists || b.checking)
		return rc;
	b.checking = true;
	return stages_write(&b, k->repo);
}

/* What publishes acts on what was built, wherever HEAD is by now. */
static bool judges(const struct step *s)
{
	return !git_oid_is_zero(&s->to) && !s->tries;
}

/* A server may need a while until it shows what it was given. */
static int try_step(struct runner *k, const struct step *s, struct strbuf *tail)
{
	int status = 0;

	for (int i = 1;; i++) {
		strbuf_reset(tail);
		status = stream_run(k->repo, k->plan->release, s, k->quiet,
				    tail);
		if (status <= 0 || i >= s->tries)
			return status;
		if (!k->quiet)
			fprintf(stderr, "%s failed: again in %d s (%d of %d)\n",
				s->ref, s->pause, i + 1, s->tries);
		sleep((unsigned)s->pause);
	}
}

static int run_step(struct runner *k, const struct step *s, size_t i)
{
	CLEANUP(strbuf) struct strbuf tail = STRBUF_INIT;
	int64_t begin = clock_ms();
	git_oid before;
	int rc = begin_checks(k, s);

	if (!rc && judges(s))
		rc = check_place(k, s, "was to run");
	if (rc < 0 || (rc = tip_of(k, s, &before)) < 0)
		return rc == E_POLICY ? failed(k, s, -1, &tail) : rc;
	if (!k->quiet)
		fprintf(stderr, "[%zu/%zu] %s: %s\n", i + 1, k->plan->n, s->ref,
			s->command);
	int status = try_step(k, s, &tail);
	rc = status < 0 ? status : 0;
	if (!status && judges(s) && (rc = check_place(k, s, "passed")) < 0)
		status = -1;
	if (!k->quiet && status >= 0)
		fprintf(stderr, "[%zu/%zu] %s %s in %.1f s\n", i + 1,
			k->plan->n, s->ref, status ? "failed" : "passed",
			(double)(clock_ms() - begin) / 1e3);
	crash_point();
	if (status >= 0 && !rc)
		rc = note_commits(k, s, &before);
	if (!rc)
		rc = note_result(k, s, status == 0);
	if (!rc && status)
		rc = failed(k, s, status, &tail);
	else if (rc == E_POLICY)
		rc = failed(k, s, -1, &tail);
	return rc;
}

int run_commands(struct repo *r, const struct plan *p, bool quiet)
{
	struct runner k = { r, p, quiet };
	int rc = p->part_of ? stage_enter(r, p) : stage_lock(r);

	if (p->part_of)
		interrupted_open(p);
	for (size_t i = 0; !rc && i < p->n; i++) {
		rc = p->step[i].kind == STEP_ADD ?
			     adding_run(r, &p->step[i], quiet) :
			     run_step(&k, &p->step[i], i);
		crash_point();
	}
	return rc;
}
