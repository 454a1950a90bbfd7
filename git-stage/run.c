/*
 * git staging run: the gates of a release that are due.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/lock.h"
#include "cli/ui.h"
#include "evidence/message.h"
#include "standing/checked.h"
#include "gate/gate_batch.h"
#include "gate/gate_place.h"
#include "standing/listed.h"
#include "staging/record_step.h"
#include "staging/released.h"
#include "qualify/share.h"
#include "gate/spool.h"

#include <stdlib.h>

static const char *of_release;
static int jobs, to_wait, to_push = -1;

static const struct opt opts[] = {
	OPT_LISTED(0, "of", &of_release, "version", listed_releases,
		   "of this release"),
	OPT_COUNT('j', "jobs", &jobs, "n",
		  "so many at once (default: staging.jobs)"),
	OPT_FLAG(0, "wait", &to_wait,
		 "wait for what is launched until it is decided"),
	OPT_BOOL(0, "push", &to_push, "share the results at once (default)"),
	OPT_END,
};

static int tell_running(struct ctx *c, const struct staging *s)
{
	int rc = error(E_PENDING, "gates of %s are being run here already",
		       s->rel.version.text);

	error_hint(
		"what they say is in %s/logs/%s; a file .pid there has the process of each",
		c->repo.state_dir, s->rel.version.text);
	error_hint("%s run goes on once they have ended", c->program->call);
	return rc;
}

/* Two at once would take each other's results for their own. */
static int take_turn(struct ctx *c, const struct staging *s, int *lock)
{
	struct arena *a = &c->repo.arena;
	int rc = dir_make(c->repo.state_dir);

	if (!rc)
		rc = file_lock(lock,
			       arena_printf(a, "%s/running-%s",
					    c->repo.state_dir,
					    s->rel.version.text),
			       0);
	if (rc == E_PENDING)
		rc = tell_running(c, s);
	return rc;
}

static void show_batch(const struct gate_batch *b, struct plan *p)
{
	static const char *const words[] = { "run", "launch",
					     "ask about the job of" };

	for (size_t i = 0; i < b->n; i++) {
		struct step *step = plan_add(p, STEP_RUN);
		step->ref = plan_text(p, "gate.%s", b->work[i].task->name);
		step->what = plan_text(p, "%s '%s'", words[b->work[i].way],
				       b->work[i].task->name);
		step->command = plan_text(p, "%s", b->work[i].line);
	}
}

static void tell_outcome(const struct gate_batch *b, struct ctx *c,
			 struct plan *p)
{
	if (b->failed && b->n == 1)
		p->outcome = "the gate failed";
	else if (b->failed)
		p->outcome = plan_text(p, "%zu of %zu gates failed", b->failed,
				       b->n);
	else if (b->pending)
		p->outcome = plan_text(p, "%zu not decided yet: %s run asks",
				       b->pending, c->program->call);
	else if (b->left && b->n == 1)
		p->outcome = "the gate was not run";
	else if (b->left)
		p->outcome = plan_text(p, "%zu of %zu gates were not run",
				       b->left, b->n);
	else if (b->n)
		p->outcome = "all gates passed";
	else
		p->outcome = "no gate is due";
	c->fell_short = b->failed || b->pending || b->left;
}

/* As many commits as it takes, for none holds more than so much. */
static int record_all(struct ctx *c, struct plan *p, struct staging *s,
		      struct record *rec, size_t n)
{
	int rc = 0;

	while (!rc && n) {
		size_t part = message_fits(rec, n);
		rc = record_step(c, p, s, rec, part, NULL, 0);
		rec += part;
		n -= part;
	}
	return rc;
}

/* What a run that was killed had found out counts before anything is run. */
static int take_spooled(struct ctx *c, struct plan *p, struct staging *s,
			size_t *n)
{
	struct record *rec;
	int rc = spool_read(c, s, &rec, n);

	return rc < 0 ? rc : record_all(c, p, s, rec, *n);
}

/* Whoever has answered here while gates ran is no reason to lose what they found:
 * it goes on top. */
static int catch_up(struct ctx *c, struct staging *s)
{
	git_oid now;
	int rc = repo_ref(&c->repo, s->ref, &now);

	if (rc < 0 || oid_eq(&now, &s->here) || !oid_eq(&s->tip, &s->here))
		return rc;
	rc = staging_refs(c, s);
	return rc < 0 ? rc : staging_read(c, s, &s->here);
}

/* Of what is spooled the first `old` are records already. */
static int keep_results(struct ctx *c, struct plan *p, struct staging *s,
			size_t old)
{
	struct record *rec;
	size_t n = 0;
	int rc = catch_up(c, s);

	if (!rc)
		rc = spool_read(c, s, &rec, &n);
	if (rc < 0 || (!n && oid_eq(&s->tip, &s->here)))
		return rc;
	if ((rc = record_all(c, p, s, rec + old, n - old)) < 0 ||
	    (rc = share_steps(c, p, s, SHARE_HERE)) < 0)
		return rc;
	if (n)
		spool_drop(p, s);
	p->goes_on = s->remote && to_push;
	return 0;
}

static int run_due(struct ctx *c, struct plan *p, struct staging *s, size_t old)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct gate_batch batch = { .jobs = jobs, .waits = to_wait };
	struct standings all;
	int rc = policy_look(c, s, &policy);

	if (rc < 0 || (rc = checked_step(c, p, s, &policy)) < 0 ||
	    (rc = standings_look(c, s, &policy, &all)) < 0 ||
	    (rc = gate_batch_choose(&batch, c, s, &policy, &all, &c->args)) < 0)
		return rc;
	if (batch.jobs < 1)
		batch.jobs =
			(int)strtol(setting(policy.config, K_JOBS), NULL, 10);
	if (c->dry_run) {
		show_batch(&batch, p);
		return 0;
	}
	if ((gate_batch_wants_place(&batch) &&
	     (rc = gate_place_check(c, s)) < 0) ||
	    (rc = gate_batch_run(&batch, c, s)) < 0)
		return rc;
	tell_outcome(&batch, c, p);
	return keep_results(c, p, s, old);
}

static int run_gates(struct ctx *c, struct plan *p, struct staging *s)
{
	size_t old = 0;
	int rc = 0, lock;

	if (!c->dry_run)
		rc = take_turn(c, s, &lock);
	if (!rc)
		rc = take_spooled(c, p, s, &old);
	return rc < 0 ? rc : run_due(c, p, s, old);
}

static int plan_run(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, of_release, &s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	rc = released_check(c, &s);
	if (!rc)
		rc = staging_need_current(c, &s);
	return rc < 0 ? rc : run_gates(c, p, &s);
}

static void list_gates(struct ctx *c, FILE *out)
{
	listed_tasks(c, of_release, TASK_GATE, out);
	listed_tasks(c, of_release, TASK_CHECK, out);
}

const struct cmd cmd_run_gates = {
	.name = "run",
	.args = "[<options>] [<gate>...]",
	.brief = "run the gates that are due, or ask what became of them",
	.opts = opts,
	.max_args = -1,
	.plan = plan_run,
	.list = list_gates,
};
