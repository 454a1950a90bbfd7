#include "gate/gate_workflow.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "forge/await.h"
#include "forge/started_run.h"
#include "git/history.h"
#include "release/ci_pace.h"
#include "release/forge_step.h"
#include "gate/gate_report.h"

#include <string.h>
#include <time.h>

enum { ASKED_MAX = 1 << 20 };

struct running {
	struct gate_work *w;
	struct forge *f;
	struct pace pace;
	const char *ref; /* the branch that is at the candidate, short */
	git_oid commit;  /* that it is at */
	struct strvec inputs;
};

static const char *asked_file(const struct gate_work *w)
{
	return arena_printf(&w->c->repo.arena, "%s/logs/%s/gate.%s.asked",
			    w->c->repo.state_dir, w->s->rel.version.text,
			    w->task->name);
}

static int make_inputs(const struct gate_work *w, struct strvec *out)
{
	const struct gate *gate = w->task->gate;
	int rc = 0;

	for (size_t i = 0; !rc && i < gate->n_inputs; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		strbuf_addf(&text, "%s=", gate->input[i].name);
		rc = template_expand(&text, gate->input[i].value,
				     &w->s->rel.vars);
		strvec_push(out, text.buf);
	}
	return rc < 0 ? error_in(rc, "gate '%s'", gate->name) : 0;
}

int gate_workflow_look(struct gate_work *w, const struct standing *standing)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	CLEANUP(strvec) struct strvec inputs = STRVEC_INIT;
	const struct record *rec = standing->answer.record;
	int rc = make_inputs(w, &inputs);

	strbuf_adds(&line, w->task->gate->workflow);
	for (size_t i = 0; i < inputs.n; i++)
		strbuf_addf(&line, " %s", inputs.v[i]);
	w->line = arena_strdup(&w->c->repo.arena, line.buf);
	w->workflow = true;
	w->asks = w->line;
	w->way = GATE_NOW_LAUNCH;
	if (rc < 0 || standing->state != STANDING_PENDING || !rec ||
	    rec->kind != RECORD_LAUNCH)
		return rc;
	w->way = GATE_NOW_CHECK;
	w->job = rec->text[TEXT_JOB];
	w->launched =
		rec->text[TEXT_TIME] ? record_seconds(rec->text[TEXT_TIME]) : 0;
	return 0;
}

/* ---- which branch ---------------------------------------------------------- */

static bool is_at(struct running *r, const struct remote *there,
		  const char *branch, const git_oid *commit)
{
	const char *ref = arena_printf(&r->w->c->repo.arena, "refs/heads/%s",
				       branch ? branch : "");

	if (!branch || !oid_eq(remote_ref(there, ref), commit))
		return false;
	r->ref = branch;
	r->commit = *commit;
	return true;
}

/* The merge that is tested or, where that has the same files, the branch. */
static int find_ref(struct running *r)
{
	const struct staging *s = r->w->s;
	struct ctx *c = r->w->c;
	const char *patterns[] = { "refs/heads/*", NULL };
	struct remote there;
	git_oid same;
	int rc = remote_look_refs(&c->repo, &there, s->remote, patterns);

	if (!rc)
		rc = staging_looked_at(c, s, &same);
	if (rc < 0)
		return rc;
	if (is_at(r, &there, s->qual, &s->candidate) ||
	    is_at(r, &there, s->rel.branch, &s->candidate) ||
	    is_at(r, &there, s->rel.branch, &same))
		return 0;
	rc = error(E_POLICY, "the candidate %s is on no branch of '%s'",
		   oid_short(&s->candidate), s->remote);
	error_hint("git staging push %s", ctx_shell(c, s->rel.version.text));
	return rc;
}

/* ---- started ------------------------------------------------------------------ */

/* Those there are now are not ours. */
static int add_before(struct running *r, json_object *want)
{
	CLEANUP(strvec) struct strvec before = STRVEC_INIT;
	struct started_run key;
	struct forge_run *run = NULL;
	size_t n = 0;
	int rc = r->f->ops->runs(r->f, oid_hex(&r->commit), &run, &n);

	started_run_read(&key, r->f, want);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (run[i].id && started_run_is_such(&key, &run[i]))
			strvec_push(&before, run[i].id);
	want_list(want, "before", &before);
	return rc;
}

static int make_want(struct running *r, json_object *want)
{
	json_add_str(want, "workflow", r->w->task->gate->workflow);
	json_add_str(want, "ref", r->ref);
	json_add_str(want, "commit", oid_hex(&r->commit));
	want_list(want, "inputs", &r->inputs);
	json_object_object_add(want, "pace", pace_json(&r->pace));
	return add_before(r, want);
}

static bool same_inputs(struct running *r, json_object *want)
{
	const char *const *had = thing_list(r->f, want, "inputs");
	size_t n = 0;

	for (; had && had[n]; n++)
		if (n >= r->inputs.n || strcmp(had[n], r->inputs.v[n]) != 0)
			return false;
	return n == r->inputs.n;
}

/* The policy may ask for another run than it did then. */
static bool is_asked_now(struct running *r, json_object *want)
{
	const char *commit = json_get_str(want, "commit");
	const char *workflow = json_get_str(want, "workflow");

	return commit && workflow && !strcmp(commit, oid_hex(&r->commit)) &&
	       !strcmp(workflow, r->w->task->gate->workflow) &&
	       same_inputs(r, want);
}

/* One that was being started as we died, for this very commit. */
static json_object *read_asked(struct running *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	json_object *want = NULL;

	if (strbuf_read_file(&text, asked_file(r->w), ASKED_MAX, true) < 0 ||
	    json_parse(&want, text.buf, text.len) < 0)
		return NULL;
	if (want && is_asked_now(r, want))
		return want;
	json_object_put(want);
	return NULL;
}

static int keep_asked(struct running *r, json_object *want)
{
	const char *text = json_line(want);
	const char *file = asked_file(r->w);
	struct ctx *c = r->w->c;
	int rc = dir_make(arena_printf(&c->repo.arena, "%s/logs/%s",
				       c->repo.state_dir,
				       r->w->s->rel.version.text));

	return rc < 0 ? rc : file_replace(file, text, strlen(text));
}

/* As `git rel ci run` does; the run that comes of it is in `run`. */
static int start_as(struct running *r, json_object *want, struct forge_run *run)
{
	CLEANUP(strbuf) struct strbuf told = STRBUF_INIT;
	struct started_run key;
	int rc = thing_run.look(r->f, want);

	if (!rc)
		rc = thing_run.make(r->f, want, &told);
	if (rc < 0)
		return rc;
	started_run_read(&key, r->f, want);
	rc = started_run_expect(r->f, &key, &r->pace, run);
	if (rc <= 0)
		return rc;
	return error(E_NET, "'%s' was started, and no run of it came up",
		     key.workflow);
}

static int start(struct running *r, struct forge_run *run)
{
	json_object *want = read_asked(r);
	int rc = 0;

	if (!want) {
		want = json_object_new_object();
		rc = make_want(r, want);
		if (!rc)
			rc = keep_asked(r, want);
	}
	crash_point();
	if (!rc) {
		thing_forget(r->f); /* a run of another gate */
		rc = start_as(r, want, run);
	}
	json_object_put(want);
	return rc;
}

static int launch(struct running *r)
{
	struct arena *a = &r->w->c->repo.arena;
	struct record *rec = &r->w->result;
	struct forge_run run = { 0 };
	int rc = find_ref(r);

	if (!rc)
		rc = start(r, &run);
	if (rc < 0)
		return rc;
	rec->kind = RECORD_LAUNCH;
	rec->result = RESULT_PENDING;
	rec->text[TEXT_JOB] = arena_strdup(a, run.id);
	rec->text[TEXT_LINK] = run.url ? arena_strdup(a, run.url) : NULL;
	return 0;
}

/* ---- what became of it ----------------------------------------------------- */

static bool is_lost(const struct gate_work *w)
{
	long long limit = w->task->gate->timeout;

	return limit && w->launched &&
	       w->launched + limit < (long long)time(NULL);
}

static int fails(struct gate_work *w, const char *why)
{
	w->pending = false;
	w->result.result = RESULT_FAIL;
	w->result.text[TEXT_REASON] = why;
	return 0;
}

/* A forge that does not show us the project says the same of each run. */
static int is_gone(struct running *r)
{
	struct gate_work *w = r->w;
	struct forge_run *run = NULL;
	struct saved_error before;
	size_t n = 0;

	error_save(&before);
	if (r->f->ops->runs(r->f, oid_hex(&w->s->candidate), &run, &n) < 0)
		return error_restore(E_NOTFOUND, &before);
	error_drop(&before);
	return fails(w, arena_printf(&w->c->repo.arena,
				     "'%s' has its run %s no more",
				     w->s->remote, w->job));
}

/* Somebody may have pushed to the branch between our look and the start.  What has
 * the same files says the same. */
static bool is_about(const struct gate_work *w, const char *commit)
{
	struct saved_error before;
	git_oid id, tree;

	if (!commit || !oid_from_hex(&id, commit))
		return false;
	if (oid_eq(&id, &w->s->candidate))
		return true;
	error_save(&before);
	int rc = history_tree(&w->c->repo, &id, &tree);
	(void)error_restore(rc, &before);
	return !rc && oid_eq(&tree, &w->s->tree);
}

/* Whose number somebody gave may have been started by a push, or be of another
 * workflow: no answer of this gate. */
static bool is_of_gate(const struct gate_work *w, const struct forge_run *run)
{
	const struct started_run key = { .workflow = w->task->gate->workflow };

	if (run->event)
		return started_run_is_such(&key, run);
	return !run->file || !strcmp(run->file, key.workflow);
}

static int check(struct running *r)
{
	struct gate_work *w = r->w;
	struct arena *a = &w->c->repo.arena;
	struct record *rec = &w->result;
	struct forge_run run = { 0 };
	int rc = r->f->ops->run_get(r->f, w->job, &run);

	if (rc == E_NOTFOUND)
		return is_gone(r);
	if (rc < 0)
		return rc;
	if (run.url)
		rec->text[TEXT_LINK] = arena_strdup(a, run.url);
	if (!is_of_gate(w, &run))
		return fails(
			w,
			arena_printf(
				a, "run %s is none of '%s' that was asked for",
				w->job, w->task->gate->workflow));
	if (!is_about(w, run.commit))
		return fails(
			w,
			arena_printf(a,
				     "its run is about %.10s, and not about %s",
				     run.commit ? run.commit : "nothing",
				     oid_short(&w->s->candidate)));
	w->pending = run.result == FORGE_WAITING && !is_lost(w);
	rec->result = run.result == FORGE_PASSED ? RESULT_PASS : RESULT_FAIL;
	rec->text[TEXT_REASON] =
		run.result == FORGE_PASSED ?
			NULL :
		run.result == FORGE_WAITING ?
			"its run took too long" :
			arena_printf(a, "it says '%s'", run.says);
	if (w->pending || run.result == FORGE_WAITING)
		return 0;
	return gate_report(w, r->f, run.id);
}

static void fill(struct gate_work *w)
{
	w->result = (struct record){ .kind = RECORD_GATE };
	w->result.text[TEXT_NAME] = w->task->name;
	w->result.text[TEXT_ASK] = w->task->title;
	w->result.text[TEXT_JOB] = w->job;
	w->result.text[TEXT_COMMAND] = w->line;
}

int gate_workflow_run(struct gate_work *w)
{
	struct running r = { .w = w };
	int64_t begun = clock_ms();
	int rc = forge_of(w->c, w->s->remote, &r.f);

	w->pending = false;
	fill(w);
	if (!rc)
		rc = ci_pace(w->c, NULL, &r.pace);
	w->pause = r.pace.most;
	if (!rc)
		rc = make_inputs(w, &r.inputs);
	if (!rc)
		rc = w->way == GATE_NOW_CHECK ? check(&r) : launch(&r);
	strvec_clear(&r.inputs);
	w->result.text[TEXT_SECONDS] = arena_printf(
		&w->c->repo.arena, "%.1f", (double)(clock_ms() - begun) / 1000);
	return rc;
}

int gate_workflow_kept(struct gate_work *w)
{
	return w->result.kind == RECORD_LAUNCH ? file_remove(asked_file(w)) : 0;
}
