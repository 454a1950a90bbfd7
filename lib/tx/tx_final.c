#include "tx/tx.h"

#include "base/cleanup.h"
#include "tx/attempts.h"
#include "tx/for_a_while.h"
#include "tx/journal.h"

#include <string.h>

/* Have the tracking refs followed a push? */
static bool was_seen_there(struct repo *r, const struct step *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct change *c = &s->change[i];
		git_oid at;
		if (!starts_with(c->ref, "refs/heads/") ||
		    git_oid_is_zero(&c->to))
			continue;
		const char *ref = arena_printf(&r->arena, "refs/remotes/%s/%s",
					       s->remote, ref_short(c->ref));
		if (repo_ref(r, ref, &at) == 0 && oid_eq(&at, &c->to))
			return true;
	}
	return false;
}

static bool seems_decided(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct attempt *a = &t->item[i];
		bool push = a->step->kind == STEP_PUSH;
		if (push ? was_seen_there(t->repo, a->step) :
			   attempt_ops(a)->probe(a) == 0 &&
				    a->step->kind == STEP_REFS &&
				    attempt_has_effect(a))
			return true;
	}
	return !attempts_push(t) && attempts_decided(t);
}

bool tx_push_begun(struct repo *r)
{
	return journal_exists(r) && journal_push_begun(r);
}

static bool journal_is(struct repo *r, bool (*is)(const struct plan *p))
{
	struct plan p = { 0 };
	bool yes = journal_exists(r) && journal_read(r, &p) == 0 && is(&p);

	plan_release(&p);
	return yes;
}

bool tx_is_for_a_while(struct repo *r)
{
	return journal_is(r, for_a_while);
}

bool tx_asks_forge(struct repo *r)
{
	return journal_is(r, plan_asks_forge);
}

bool tx_seems_final(struct repo *r)
{
	struct plan p;
	struct attempts t;
	bool final = false;

	if (!journal_exists(r))
		return false;
	if (journal_read(r, &p) == 0) {
		bool ends = p.verb && !strcmp(p.verb, "abort");
		bool back = ends || (p.part_of && !plan_pushes(&p));
		attempts_init(&t, r, &p);
		final = !back && seems_decided(&t);
	}
	plan_release(&p);
	return final;
}
