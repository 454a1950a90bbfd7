#include "gate/gate_batch.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "cli/ui.h"
#include "standing/checked.h"
#include "gate/gate_place.h"
#include "gate/gate_workflow.h"
#include "staging/record_step.h"
#include "gate/spool.h"

#include <string.h>
#include <time.h>

enum { POLL_MS = 20 };

static int add(struct gate_batch *b, struct ctx *c, const struct staging *s,
	       const struct policy *p, const struct standing *standing)
{
	struct gate_work work;
	int rc = gate_work_look(&work, c, s, p, standing);

	if (rc < 0)
		return rc;
	b->work = arena_grow(&c->repo.arena, b->work, b->n, sizeof(*b->work));
	b->work[b->n++] = work;
	return 0;
}

static int add_named(struct gate_batch *b, struct ctx *c,
		     const struct staging *s, const struct policy *p,
		     const struct standings *all, const char *name)
{
	const struct task *task;
	int rc = policy_task(p, name, &task);

	if (rc < 0)
		return rc;
	if (!task->gate)
		return error(E_USAGE, "'%s' is no gate", name);
	return add(b, c, s, p, &all->v[task - p->list.v]);
}

int gate_batch_choose(struct gate_batch *b, struct ctx *c,
		      const struct staging *s, const struct policy *p,
		      const struct standings *all, const struct strvec *names)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < names->n; i++)
		rc = add_named(b, c, s, p, all, names->v[i]);
	for (size_t i = 0; !rc && !names->n && i < all->n; i++) {
		const struct standing *one = &all->v[i];
		if (one->task->gate && !standing_is_met(one) &&
		    standing_may_begin(all, &p->list, one->task))
			rc = add(b, c, s, p, one);
	}
	return rc;
}

static int64_t next_question(const struct gate_work *w)
{
	long long every = w->task->gate->every;

	return clock_ms() +
	       (w->workflow ? w->pause : (every ? every : 60) * 1000);
}

static const char *words_for(const struct record *rec)
{
	return rec->kind == RECORD_LAUNCH ? "launched" :
	       rec->result == RESULT_PASS ? "passed" :
					    "failed";
}

static void tell_result(const struct gate_work *w)
{
	const struct record *rec = &w->result;

	ui_say("%s: %s, %s s%s%s%s%s", w->task->name, words_for(rec),
	       rec->text[TEXT_SECONDS], rec->text[TEXT_REASON] ? ": " : "",
	       rec->text[TEXT_REASON] ? rec->text[TEXT_REASON] : "",
	       rec->text[TEXT_JOB] ? ": job " : "",
	       rec->text[TEXT_JOB] ? rec->text[TEXT_JOB] : "");
	if (rec->result == RESULT_FAIL && !w->workflow)
		ui_say("  what it said is in %s", gate_work_log(w));
	if (w->workflow && rec->text[TEXT_LINK])
		ui_say("  %s", rec->text[TEXT_LINK]);
}

/* Who has spoiled what is judged has not passed, nor who went on with that. */
static int look_at_place(struct gate_batch *b, struct ctx *c,
			 const struct staging *s, struct record *rec)
{
	struct gate_place place;
	int rc = gate_place_look(c, &place);

	if (rc < 0)
		return rc;
	if (!gate_place_is(c, &place, s))
		b->broken = "HEAD was moved while it ran";
	else if (place.changed)
		b->broken = arena_printf(&c->repo.arena,
					 "'%s' was changed while it ran",
					 place.changed);
	if (b->broken && rec->result != RESULT_FAIL) {
		rec->kind = RECORD_GATE;
		rec->result = RESULT_FAIL;
		rec->text[TEXT_REASON] = b->broken;
	}
	return 0;
}

static int take_result(struct gate_batch *b, struct ctx *c,
		       const struct staging *s, struct gate_work *w)
{
	struct record *rec = &w->result;
	int rc;

	if (w->pending) {
		b->pending++;
		ui_say("%s: not decided yet (job %s)", w->task->name, w->job);
		gate_work_other(w);
		return 0;
	}
	if ((!w->workflow && (rc = look_at_place(b, c, s, rec)) < 0) ||
	    (rc = record_fill_in(c, s, rec, 1)) < 0 ||
	    (rc = spool_add(c, s, rec)) < 0 ||
	    (w->workflow && (rc = gate_workflow_kept(w)) < 0) ||
	    (!w->workflow && (rc = gate_work_kept(w)) < 0))
		return rc;
	if (w->task->check &&
	    (rc = checked_note(c, s, w->task->check,
			       rec->result == RESULT_PASS)) < 0)
		return rc;
	tell_result(w);
	/* of several jobs of one gate more than one may fail */
	b->failed += rec->result == RESULT_FAIL && !w->failed;
	w->failed = w->failed || rec->result == RESULT_FAIL;
	if (gate_work_other(w))
		return 0;
	if (rec->kind == RECORD_LAUNCH && b->waits && w->asks)
		gate_work_ask(w, next_question(w));
	else
		b->pending += rec->kind == RECORD_LAUNCH;
	return 0;
}

/* What is not decided is asked about again while we wait. */
static bool goes_on(const struct gate_batch *b, struct gate_work *w)
{
	if (!b->waits || !w->pending)
		return false;
	w->done = false;
	w->not_before = next_question(w);
	return true;
}

/* A forge that cannot be asked keeps the others from nothing. */
static int ask_forge(struct gate_batch *b, struct ctx *c,
		     const struct staging *s, struct gate_work *w)
{
	struct saved_error before;

	if (!w->tries++)
		ui_say("%s: %s", w->task->name, w->line);
	w->done = true;
	error_save(&before);
	int rc = gate_workflow_run(w);
	if (rc < 0) {
		ui_say("%s: not asked, %s", w->task->name, error_message());
		b->left++;
		return error_restore(0, &before);
	}
	error_restore(0, &before);
	return goes_on(b, w) ? 0 : take_result(b, c, s, w);
}

static int begin(struct gate_batch *b, struct ctx *c, const struct staging *s,
		 struct gate_work *w, int *running)
{
	int rc;

	if (b->broken) {
		ui_say("%s: not run, the files are not those of the candidate",
		       w->task->name);
		w->done = true;
		b->left++;
		return 0;
	}
	if (!w->tries)
		ui_say("%s: %s", w->task->name, w->line);
	rc = gate_work_start(w);
	if (rc >= 0 && w->found)
		return w->done ? take_result(b, c, s, w) : 0;
	*running += rc >= 0 && !w->outlived;
	b->left += w->outlived;
	return rc;
}

static int step(struct gate_batch *b, struct ctx *c, const struct staging *s,
		struct gate_work *w, int *running)
{
	int rc;

	if (w->process.pid) {
		rc = gate_work_poll(w);
		if (rc < 0 || w->process.pid)
			return rc;
		--*running;
		if (!w->done || goes_on(b, w))
			return 0;
		return take_result(b, c, s, w);
	}
	if (w->done || clock_ms() < w->not_before)
		return 0;
	if (w->workflow)
		return ask_forge(b, c, s, w);
	if (*running >= b->jobs)
		return 0;
	return begin(b, c, s, w, running);
}

bool gate_batch_wants_place(const struct gate_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (!b->work[i].workflow)
			return true;
	return false;
}

int gate_batch_run(struct gate_batch *b, struct ctx *c, const struct staging *s)
{
	struct timespec pause = { 0, POLL_MS * 1000000 };
	int rc = 0, running = 0;
	bool left = b->n > 0;

	while (!rc && left) {
		left = false;
		for (size_t i = 0; !rc && i < b->n; i++) {
			rc = step(b, c, s, &b->work[i], &running);
			left = left || !b->work[i].done;
		}
		if (!rc && left)
			nanosleep(&pause, NULL);
	}
	for (size_t i = 0; i < b->n; i++)
		gate_work_stop(&b->work[i]);
	return rc;
}
