#include "tx/failed.h"

#include "base/file.h"
#include "plan/resolve.h"
#include "tx/journal.h"
#include "tx/locks.h"

void failed_hint_decided(const struct plan *p)
{
	error_hint(
		"it is decided: %s --continue completes it, once the cause is gone",
		plan_call(p));
	if (plan_asks_forge(p)) /* which may refuse it for good */
		error_hint(
			"%s --quit forgets it, and leaves what the forge has by now",
			plan_call(p));
}

/* git does not always say why it could not write. */
static void hint_file_system(struct repo *r)
{
	const char *state = file_system_state(r->common_dir);

	if (state)
		error_hint("the file system of '%s' is %s", r->common_dir,
			   state);
}

static void forget(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (attempt_ops(&t->item[i])->forget)
			attempt_ops(&t->item[i])->forget(&t->item[i]);
}

/* A merge for a person, and not that git would not begin it. */
static bool is_half_set_up(struct attempts *t, int rc)
{
	return t->begun && rc != E_POLICY && attempts_only_set_up(t) &&
	       file_exists(resolve_path(t->repo));
}

static bool is_unsent(struct attempts *t)
{
	const struct attempt *push = attempts_push(t);

	return push && push->unsent;
}

static void hint_forgotten(struct attempts *t, int rc)
{
	const struct plan *p = t->plan;
	const char *more = p->part_of || p->stays ? "more " : "";

	if (rc == E_NET && journal_push_begun(t->repo) && !is_unsent(t))
		error_hint(
			"nothing %swas changed; should the server still take it, the command finds that when it is run again",
			more);
	else
		error_hint("nothing %swas changed", more);
	if (p->stays)
		error_hint("%s", p->stays);
}

/* The push alone tells whether it is decided; what a forge has comes after it, and
 * may not be seen with a token that the push failed for. */
static int probe(struct attempts *t)
{
	struct attempt *push = attempts_push(t);

	if (is_unsent(t))
		return 0;
	return push ? attempt_ops(push)->probe(push) : attempts_probe(t);
}

int failed_settle(struct attempts *t, int rc, bool decided)
{
	struct saved_error first;

	error_save(&first);
	if (is_half_set_up(t, rc)) {
		rc = error_restore(rc, &first);
		hint_file_system(t->repo);
		if (rc != E_CONFLICT) /* else there is more to do */
			error_hint(
				"the merge is not set up: git rel --continue tries it again; git rel --abort goes back");
		return rc;
	}
	bool known = decided || !t->begun || probe(t) == 0;
	decided = decided || (t->begun && known && attempts_decided(t));
	if (known && !decided)
		forget(t);
	bool dropped = known && !decided && !journal_remove(t->repo);

	rc = error_restore(rc, &first);
	locks_name(t->repo, t->plan);
	hint_file_system(t->repo);
	if (decided)
		failed_hint_decided(t->plan);
	else if (dropped)
		hint_forgotten(t, rc);
	else if (!known)
		error_hint(
			"it is not known whether '%s' took it; %s --continue looks, and ends it",
			attempts_push(t) ? attempts_push(t)->step->remote :
					   "git",
			plan_call(t->plan));
	else
		error_hint(
			"nothing was decided yet: %s --abort forgets it, once the cause is gone",
			plan_call(t->plan));
	return rc;
}
