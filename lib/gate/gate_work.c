#include "gate/gate_work.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/message.h"
#include "base/sha256.h"
#include "cli/ui.h"
#include "git/worktree_env.h"
#include "plan/trust.h"
#include "release/branch.h"
#include "release/gates.h"
#include "release/latest.h"
#include "gate/gate_begun.h"
#include "gate/gate_result.h"
#include "gate/gate_workflow.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOG_MAX = 256 << 20 };

const char *gate_work_log(const struct gate_work *w)
{
	return arena_printf(&w->c->repo.arena, "%s/logs/%s/gate.%s.log",
			    w->c->repo.state_dir, w->s->rel.version.text,
			    w->task->name);
}

static const char *beside(const struct gate_work *w, const char *what)
{
	return arena_printf(&w->c->repo.arena, "%s/logs/%s/gate.%s.%s",
			    w->c->repo.state_dir, w->s->rel.version.text,
			    w->task->name, what);
}

/* What a record has the digest of stays, whatever is run after. */
static const char *kept_log(const struct gate_work *w)
{
	return beside(w, arena_printf(&w->c->repo.arena, "%.12s.log",
				      w->result.text[TEXT_LOG]));
}

static const char *command_named(const struct commands *cmds, const char *name)
{
	for (size_t i = 0; i < cmds->n; i++)
		if (!strcmp(cmds->item[i]->name, name) && *cmds->item[i]->line)
			return cmds->item[i]->line;
	return NULL;
}

/* Launched for this candidate, and not decided? */
static bool is_launched(const struct standing *standing)
{
	return standing->state == STANDING_PENDING && standing->answer.record &&
	       standing->answer.record->kind == RECORD_LAUNCH;
}

static void choose(struct gate_work *w, const struct standing *standing)
{
	const struct record *rec = standing->answer.record;

	w->way = w->task->gate->way == GATE_BY_RUN ? GATE_NOW_RUN :
						     GATE_NOW_LAUNCH;
	if (w->way == GATE_NOW_RUN || !is_launched(standing))
		return;
	w->way = GATE_NOW_CHECK;
	w->job = rec->text[TEXT_JOB];
	for (size_t i = 0; i < standing->answer.n_other_jobs; i++)
		w->other[w->n_others++] =
			standing->answer.other_job[i]->text[TEXT_JOB];
	w->launched =
		rec->text[TEXT_TIME] ? record_seconds(rec->text[TEXT_TIME]) : 0;
}

/* Trust is given where they are: those of main are run, whatever is here. */
static int check_trust(struct ctx *c, const struct staging *s,
		       const struct commands *cmds)
{
	int rc = gate_trust(c, cmds);
	struct saved_error refused;
	const char *way = NULL;
	git_oid main;

	if (rc != E_POLICY)
		return rc;
	error_save(&refused);
	if (branch_newest(c, s->rel.main, &main) == 0 &&
	    !git_oid_is_zero(&main))
		way = gate_way(c, cmds, s->rel.main, &main);
	rc = error_restore(rc, &refused);
	if (way)
		error_hint("they are those of '%s': %s first", s->rel.main,
			   way);
	return rc;
}

int gate_work_look(struct gate_work *w, struct ctx *c, const struct staging *s,
		   const struct policy *p, const struct standing *standing)
{
	static const char *const names[] = { "run", "launch", "check" };
	struct commands cmds;
	int rc;

	*w = (struct gate_work){ .c = c,
				 .s = s,
				 .task = standing->task,
				 .process = BACKGROUND_INIT };
	if (w->task->gate->way == GATE_BY_WORKFLOW)
		return gate_workflow_look(w, standing);
	choose(w, standing);
	commands_of(p->config, &c->repo.arena, w->task->gate->section,
		    gate_types(c, &s->rel, NULL), &cmds);
	if ((rc = check_trust(c, s, &cmds)) < 0)
		return rc;
	w->line = w->task->check ? w->task->check->line :
				   command_named(&cmds, names[w->way]);
	w->asks = command_named(&cmds, names[GATE_NOW_CHECK]);
	return w->line ? 0 :
			 error(E_CONFIG, "'%s' has no command '%s'",
			       w->task->name, names[w->way]);
}

/* Does the process of an earlier run go on?  Others do not wait for it. */
static bool is_outlived(struct gate_work *w)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *log = gate_work_log(w);
	int pid = 0;

	if (!background_is_on(log))
		return false;
	warning("'%s' is running still; what it says is in %s", w->task->name,
		log);
	if (strbuf_read_file(&text, beside(w, "pid"), 100, true) == 0 &&
	    sscanf(text.buf, "%d", &pid) == 1 && pid > 1)
		ui_hint("kill -- -%d ends it", pid);
	return true;
}

static int make_env(struct gate_work *w, struct strvec *env)
{
	struct ctx *c = w->c;
	struct release rel = w->s->rel;
	int rc = 0;

	rel.at = w->s->candidate;
	if (!rel.vars.previous && (rc = release_previous(c, &rel)) < 0)
		return rc;
	worktree_env(&c->repo, c->repo.work_tree, env);
	gate_env(env, &rel);
	strvec_pushf(env, "GIT_REL_STEP=%s.%s",
		     w->task->check ? "check" : "gate", w->task->name);
	strvec_pushf(env, "GIT_REL_COMMIT=%s", oid_hex(&w->s->candidate));
	strvec_pushf(env, "GIT_REL_VALUES=%s", beside(w, "values"));
	if (w->job)
		strvec_pushf(env, "GIT_REL_JOB=%s", w->job);
	else
		strvec_push(env, "GIT_REL_JOB");
	return 0;
}

static int finish(struct gate_work *w, int status, const char *stopped)
{
	const struct gate *gate = w->task->gate;
	const char *copy = beside(w, "copy");
	int rc = file_remove(beside(w, "pid"));

	if (!rc)
		rc = gate_result(w, status, stopped, gate_work_log(w), copy,
				 beside(w, "values"));
	if (rc < 0)
		return rc;
	if (w->result.result == RESULT_FAIL && w->way != GATE_NOW_CHECK &&
	    w->tries < gate->tries) {
		w->not_before = clock_ms() + gate->pause * 1000;
		return file_remove(copy);
	}
	w->done = true;
	if (w->pending)
		return file_remove(copy);
	return rename(copy, kept_log(w)) < 0 ?
		       error_errno("cannot write '%s'", kept_log(w)) :
		       0;
}

static struct gate_begun begun(const struct gate_work *w)
{
	char digest[SHA256_HEX_SIZE];
	struct gate_begun b = { .begun = beside(w, "begun"),
				.ended = beside(w, "ended"),
				.max_age = w->task->gate->max_age };

	if (w->workflow || w->way == GATE_NOW_CHECK)
		return b;
	sha256_hex(digest, w->line, strlen(w->line));
	b.what = arena_printf(&w->c->repo.arena, "%s %s %s",
			      oid_hex(&w->s->candidate),
			      w->way == GATE_NOW_LAUNCH ? "launch" : "run",
			      digest);
	return b;
}

/* Has it ended since the run was killed that began it? */
static int take_ended(struct gate_work *w, const struct gate_begun *b)
{
	long long seconds;
	int status;

	w->found = !w->tries && gate_begun_ended(b, &status, &seconds);
	if (!w->found)
		return 0;
	ui_say("%s: it has ended since it was begun, and is not begun again",
	       w->task->name);
	w->tries++;
	w->process.started = clock_ms() - seconds * 1000;
	return finish(w, status, NULL);
}

static int prepare(struct gate_work *w, const struct gate_begun *b,
		   struct strvec *env)
{
	int rc = dir_make(arena_printf(&w->c->repo.arena, "%s/logs/%s",
				       w->c->repo.state_dir,
				       w->s->rel.version.text));

	if (!rc)
		rc = file_remove(beside(w, "values"));
	if (!rc)
		rc = gate_begun_note(b);
	return rc < 0 ? rc : make_env(w, env);
}

int gate_work_start(struct gate_work *w)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	const struct gate_begun b = begun(w);
	char pid[20];
	int rc;

	w->outlived = w->done = is_outlived(w);
	if (w->done)
		return 0;
	rc = take_ended(w, &b);
	if (rc < 0 || w->found)
		return rc;
	rc = prepare(w, &b, &env);
	if (rc < 0)
		return rc;
	struct run run = {
		.argv = gate_begun_argv(&b, &w->c->repo.arena, w->line),
		.env = (const char *const *)env.v,
		.dir = w->c->repo.work_tree,
	};
	if ((rc = background_start(&w->process, &run, gate_work_log(w))) < 0)
		return error_in(rc, "'%s'", w->task->name);
	w->tries++;
	int n = snprintf(pid, sizeof(pid), "%d\n", (int)w->process.pid);
	return file_replace(beside(w, "pid"), pid, (size_t)n);
}

int gate_work_kept(const struct gate_work *w)
{
	const struct gate_begun b = begun(w);

	return gate_begun_forget(&b);
}

/* Why it must not go on; NULL: it may. */
static const char *too_much(const struct gate_work *w)
{
	long long limit = w->task->gate->timeout;

	if (limit && clock_ms() - w->process.started > limit * 1000)
		return "it took too long";
	if (background_said(&w->process) > LOG_MAX)
		return "it said more than 256 MiB";
	return NULL;
}

int gate_work_poll(struct gate_work *w)
{
	const char *stopped;
	int status = 0, rc = background_look(&w->process, &status);

	if (rc < 0)
		return rc;
	stopped = rc ? NULL : too_much(w);
	if (stopped && background_kill(&w->process))
		stopped = arena_printf(&w->c->repo.arena,
				       "%s, and had to be killed", stopped);
	if (!rc && !stopped)
		return 0;
	/* that it ended is known by now, whatever comes of it */
	return finish(w, status, stopped);
}

void gate_work_ask(struct gate_work *w, int64_t not_before)
{
	w->way = GATE_NOW_CHECK;
	w->line = w->asks;
	w->job = w->result.text[TEXT_JOB];
	w->launched = (long long)time(NULL);
	w->done = false;
	w->not_before = not_before;
}

bool gate_work_other(struct gate_work *w)
{
	if (!w->n_others)
		return false;
	w->job = w->other[--w->n_others];
	w->done = false;
	w->not_before = 0;
	return true;
}

void gate_work_stop(struct gate_work *w)
{
	if (!w->process.pid)
		return;
	background_kill(&w->process);
	(void)!gate_work_kept(w);
	(void)!file_remove(beside(w, "pid"));
}
