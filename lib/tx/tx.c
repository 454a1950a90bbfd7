#include "tx/tx.h"

#include "base/child.h"
#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/message.h"
#include "git/scratch.h"
#include "git/worktree.h"
#include "plan/oplog.h"
#include "tx/attempts.h"
#include "tx/failed.h"
#include "tx/for_a_while.h"
#include "tx/interrupted.h"
#include "tx/journal.h"
#include "tx/locks.h"
#include "tx/overtaken.h"
#include "tx/stage.h"

#include <string.h>
#include <unistd.h>

static const char *lost_ref(const struct attempt *a)
{
	for (size_t i = 0; a->step->kind != STEP_RESOLVE && i < a->step->n; i++)
		if (a->state[i] == LOST && !step_is_hint(&a->step->change[i]))
			return ref_short(a->step->change[i].ref);
	return NULL;
}

/* Before the decision, what somebody else moved stops us. */
static int check_lost(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *ref = lost_ref(&t->item[i]);
		if (!ref)
			continue;
		int rc = error(
			E_STALE, "'%s'%s%s was moved by somebody else since",
			ref, t->item[i].step->remote ? " on " : "",
			t->item[i].step->remote ? t->item[i].step->remote : "");
		error_hint(
			"nothing was decided yet: %s --abort, then run the command again",
			plan_call(t->plan));
		return rc;
	}
	return 0;
}

/* After it, a local ref that its user moved is left to its user. */
static void warn_lost(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *ref = lost_ref(&t->item[i]);
		if (ref)
			warning("'%s' was moved meanwhile and stays where it is",
				ref);
	}
}

static bool is_untouched(const struct attempt *a)
{
	for (size_t i = 0; i < attempt_states(a->step); i++)
		if (a->state[i] != TODO && !(a->step->kind == STEP_REFS &&
					     step_is_hint(&a->step->change[i])))
			return false;
	return !a->begun;
}

static int moved_under_us(const struct attempt *a)
{
	int rc;

	if (a->step->kind == STEP_FILE) {
		rc = error(E_STALE, "'%s' was changed by somebody else since",
			   a->step->ref);
		error_hint("nothing was changed");
		return rc;
	}
	if (a->step->kind == STEP_CHECKOUT)
		rc = error(E_STALE, "HEAD in '%s' moved while we were planning",
			   a->step->worktree);
	else
		rc = error(E_STALE, "'%s' moved while we were planning",
			   lost_ref(a) ? lost_ref(a) :
					 ref_short(a->step->change->ref));
	if (a->plan->part_of)
		error_hint("nothing more was changed");
	else
		error_hint("nothing was changed; run the command again");
	return rc;
}

/* Between plan and lock another git may have been here.  What the remote has,
 * the push asks. */
static int check_untouched(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct attempt *a = &t->item[i];
		int rc;
		bool file = a->step->kind == STEP_FILE;
		if (!file && a->step->kind != STEP_REFS &&
		    a->step->kind != STEP_CHECKOUT)
			continue;
		if ((rc = attempt_ops(a)->probe(a)) < 0)
			return rc;
		/* one that is there as it shall be is in nobody's way */
		if (file ? a->state[0] == LOST : !is_untouched(a))
			return moved_under_us(a);
	}
	return 0;
}

/* A branch that we could not delete because its user moved it just now. */
static bool gave_way(struct attempts *t, struct attempt *a)
{
	if (a->step->kind != STEP_REFS || attempt_ops(a)->probe(a) < 0 ||
	    !attempt_is_done(a))
		return false;
	if (lost_ref(a))
		warning("'%s' was moved meanwhile and stays where it is",
			lost_ref(a));
	(void)!child_finish(&t->refs);
	return true;
}

static const char *push_remote(struct attempts *t)
{
	struct attempt *push = attempts_push(t);

	return push ? push->step->remote : NULL;
}

/* Lock what can be locked, then go. */
static int forward(struct attempts *t, bool *decided)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < t->n; i++)
		if (!attempt_is_done(&t->item[i]) &&
		    attempt_ops(&t->item[i])->prepare)
			rc = attempt_ops(&t->item[i])->prepare(&t->item[i]);
	crash_point();
	for (size_t i = 0; !rc && i < t->n; i++) {
		struct attempt *a = &t->item[i];
		if (attempt_is_done(a))
			continue;
		t->begun = true;
		if (!*decided)
			interrupted_unknown(t->plan, push_remote(t));
		rc = attempt_ops(a)->apply(a);
		if (rc < 0 && *decided && gave_way(t, a))
			rc = 0;
		crash_point();
		if (!rc)
			*decided = true;
		if (*decided)
			interrupted_decided(t->plan);
	}
	/* locks that were not used are let go of when its stdin ends */
	int ended = child_finish(&t->refs);
	if (!rc && ended)
		rc = ended < 0 ? ended :
				 error(E_FAIL, "git update-ref ended with %d",
				       ended);
	return rc;
}

static int finish(struct attempts *t)
{
	struct attempt *push = attempts_push(t);
	int rc =
		attempts_only_set_up(t) ?
			0 :
			oplog_add(t->repo, t->plan, push ? push->passed : NULL);

	crash_point();
	if (!rc && !plan_is_one_record(t->plan))
		rc = journal_remove(t->repo);
	if (rc < 0)
		failed_hint_decided(t->plan);
	return rc;
}

/* The push that failed may have been taken: a lost answer is no refusal. */
static int went_through(struct attempts *t)
{
	struct attempt *push = attempts_push(t);

	return push && !push->state[0] && attempt_ops(push)->probe(push) == 0 &&
	       attempt_has_effect(push);
}

static int carry_out(struct attempts *t, bool decided)
{
	int rc = forward(t, &decided);

	if (rc < 0 && !decided && went_through(t))
		rc = forward(t, &decided);
	rc = rc < 0 ? failed_settle(t, rc, decided) : finish(t);
	interrupt_will_say(NULL);
	return rc;
}

int tx_run(struct repo *r, const struct plan *p)
{
	struct attempts t;
	const char *title = NULL;
	int lock = -1, rc;

	if ((p->part_of && (rc = stage_enter(r, p)) < 0) ||
	    (rc = journal_lock(r, &lock)) < 0)
		return rc;
	rc = tx_pending(r, &title);
	if (title) {
		rc = error(E_PENDING, "'%s' was interrupted", title);
		error_hint("git rel status   tells what comes next");
	}
	attempts_init(&t, r, p);
	if (!rc)
		rc = check_untouched(&t);
	if (!rc)
		rc = locks_check(r, p);
	crash_point();
	if (!rc)
		rc = scratch_save(r);
	crash_point();
	if (!rc && !plan_is_one_record(p)) {
		interrupted_look();
		rc = journal_create(r, p);
	}
	crash_point();
	if (!rc) {
		interrupted_open(p);
		rc = carry_out(&t, false);
	}
	close(lock);
	return rc;
}

int tx_pending(struct repo *r, const char **title)
{
	struct plan p;
	int rc;

	*title = NULL;
	if (!journal_exists(r))
		return 0;
	rc = journal_read(r, &p);
	if (!rc)
		*title = arena_strdup(&r->arena, p.title);
	plan_release(&p);
	return rc;
}

static int load(struct repo *r, struct plan *plan, struct attempts *t,
		int *lock)
{
	int rc;

	memset(plan, 0, sizeof(*plan));
	if ((rc = journal_lock(r, lock)) < 0)
		return rc;
	if (!journal_exists(r))
		return error(E_NOTFOUND,
			     "there is nothing to continue or abort");
	rc = repo_read(r);
	if (!rc)
		rc = journal_read(r, plan);
	if (rc < 0)
		return rc;
	attempts_init(t, r, plan);
	rc = attempts_probe(t);
	return rc < 0 ? rc : overtaken_mark(t);
}

/* A copy of the repository has the journal, too; the files are another one's.
 * A work tree that is gone is no hindrance. */
static int need_trees(struct repo *r, const struct plan *p)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < p->n; i++) {
		const char *path = p->step[i].worktree;
		if (path && file_exists(path))
			rc = worktree_require(r, path);
	}
	return rc;
}

/* A lock on what is done is in nobody's way, nor is one on the hints that
 * tracking refs are. */
static int check_locks(struct attempts *t, bool decided)
{
	const struct plan open = attempts_open(t);
	const char *call = plan_call(t->plan);
	int rc = locks_check(t->repo, &open);

	if (rc < 0 && decided)
		error_hint(
			"it is decided: %s --continue completes it, once that is gone",
			call);
	else if (rc < 0)
		error_hint(
			"then %s --continue; or %s --abort, nothing %swas decided yet",
			call, call, t->plan->part_of ? "more " : "");
	return rc;
}

/* Whoever was interrupted does not know of it. */
static void tell_found(const struct attempts *t)
{
	struct repo *r = t->repo;

	for (size_t i = 0; i < t->n; i++)
		if (t->item[i].found && *t->item[i].found)
			r->told = arena_printf(&r->arena, "%s%s",
					       r->told ? r->told : "",
					       t->item[i].found);
}

int tx_continue(struct repo *r, struct plan *plan)
{
	struct attempts t;
	int lock = -1, rc = load(r, plan, &t, &lock);

	if (!rc)
		rc = need_trees(r, plan);
	bool decided = !rc && attempts_decided(&t);
	if (!rc)
		rc = check_locks(&t, decided);
	if (!rc && !decided)
		rc = check_lost(&t);
	else if (!rc)
		warn_lost(&t);
	if (!rc)
		tell_found(&t);
	if (!rc)
		rc = carry_out(&t, decided);
	if (!rc)
		locks_warn(r, plan);
	if (lock >= 0)
		close(lock);
	return rc;
}

static int cannot_abort(struct attempts *t)
{
	const struct attempt *push = attempts_push(t);
	int rc = error(E_POLICY, "'%s' is decided already%s%s", t->plan->title,
		       push ? ": it is on " : "",
		       push ? push->step->remote : "");

	error_hint("%s --continue completes it", plan_call(t->plan));
	if (plan_asks_forge(t->plan))
		error_hint(
			"%s --quit forgets it, and leaves what the forge has by now",
			plan_call(t->plan));
	else if (!push)
		error_hint("git rel undo then takes it back");
	locks_name(t->repo, t->plan);
	return rc;
}

/* It is all or nothing: what the remote has of a push that is not through, somebody
 * else has brought there. */
static void tell_others(struct attempts *t)
{
	const struct attempt *push = attempts_push(t);
	struct repo *r = t->repo;

	for (size_t i = 0; push && i < push->step->n; i++) {
		const struct change *c = &push->step->change[i];
		if (push->state[i] != TODO && !git_oid_is_zero(&c->to) &&
		    (starts_with(c->ref, "refs/heads/") ||
		     starts_with(c->ref, "refs/tags/")))
			r->told = arena_printf(&r->arena, "%s%s'%s'",
					       r->told ? r->told : "",
					       r->told ? ", " : "",
					       ref_short(c->ref));
	}
}

int tx_abort(struct repo *r, struct plan *plan, const char **doubt)
{
	struct attempts t;
	int lock = -1, rc = load(r, plan, &t, &lock);

	if (!rc && for_a_while(plan))
		rc = for_a_while_end(&t);
	else if (!rc && attempts_decided(&t))
		rc = cannot_abort(&t);
	*doubt = !rc && journal_push_begun(r) ? push_remote(&t) : NULL;
	if (*doubt)
		tell_others(&t);
	if (!rc)
		rc = journal_remove(r);
	if (!rc)
		locks_warn(r, plan);
	if (lock >= 0)
		close(lock);
	return rc;
}

int tx_quit(struct repo *r, const char **left)
{
	struct plan p = { 0 };
	int lock = -1, rc = journal_lock(r, &lock);

	/* one that cannot be read is forgotten as well */
	if (!rc && journal_exists(r) && journal_read(r, &p) < 0)
		p.n = 0;
	*left = for_a_while_left(r, &p);
	if (!rc)
		rc = journal_remove(r);
	if (!rc)
		locks_warn_all(r, &p);
	plan_release(&p);
	if (lock >= 0)
		close(lock);
	return rc;
}
