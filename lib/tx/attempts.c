#include "tx/attempts.h"

#include <string.h>

static const struct step_ops *const ops[N_STEP_KINDS] = {
	[STEP_PUSH] = &step_push,         [STEP_REFS] = &step_refs,
	[STEP_CHECKOUT] = &step_checkout, [STEP_CONFIG] = &step_config,
	[STEP_RESOLVE] = &step_resolve,   [STEP_RESOLVED] = &step_resolved,
	[STEP_NOTE] = &step_note,         [STEP_HOOK] = &step_hook,
	[STEP_FILE] = &step_file,         [STEP_FORGE] = &step_forge,
};

size_t attempt_states(const struct step *s)
{
	bool refs = s->kind == STEP_PUSH || s->kind == STEP_REFS;

	return refs ? s->n : s->n_set ? s->n_set : 1;
}

void attempts_init(struct attempts *t, struct repo *r, const struct plan *p)
{
	memset(t, 0, sizeof(*t));
	t->repo = r;
	t->plan = p;
	t->refs = (struct child)CHILD_INIT;
	t->item = arena_alloc(&r->arena, (p->n + 1) * sizeof(*t->item));
	for (size_t i = 0; i < p->n; i++) {
		if (!ops[p->step[i].kind])
			continue;
		struct attempt *a = &t->item[t->n++];
		a->repo = r;
		a->plan = p;
		a->step = &p->step[i];
		a->refs = &t->refs;
		a->state = arena_alloc(&r->arena, attempt_states(a->step) *
							  sizeof(*a->state));
	}
}

const struct step_ops *attempt_ops(const struct attempt *a)
{
	return ops[a->step->kind];
}

bool attempt_is_done(const struct attempt *a)
{
	for (size_t i = 0; i < attempt_states(a->step); i++)
		if (a->state[i] == TODO)
			return false;
	return true;
}

struct tally {
	size_t n, done;
};

static struct tally tally(const struct attempt *a, bool deletions)
{
	bool ref = a->step->kind == STEP_PUSH || a->step->kind == STEP_REFS;
	struct tally t = { 0, 0 };

	for (size_t i = 0; i < attempt_states(a->step); i++) {
		const struct change *c = ref ? &a->step->change[i] : NULL;
		if (c &&
		    (step_is_hint(c) || git_oid_is_zero(&c->to) != deletions))
			continue;
		t.n++;
		t.done += a->state[i] == DONE;
	}
	return t;
}

bool attempt_has_effect(const struct attempt *a)
{
	struct tally moves = tally(a, false);

	if (!moves.n)
		moves = tally(a, true);
	return a->step->kind == STEP_PUSH ? moves.n && moves.done == moves.n :
					    moves.done > 0;
}

struct plan attempts_open(struct attempts *t)
{
	struct plan open = { 0 };

	open.step =
		arena_alloc(&t->repo->arena, (t->n + 1) * sizeof(*open.step));
	for (size_t i = 0; i < t->n; i++)
		if (!attempt_is_done(&t->item[i]))
			open.step[open.n++] = *t->item[i].step;
	return open;
}

struct attempt *attempts_push(struct attempts *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->item[i].step->kind == STEP_PUSH)
			return &t->item[i];
	return NULL;
}

bool attempts_decided(struct attempts *t)
{
	struct attempt *push = attempts_push(t);

	if (push)
		return attempt_has_effect(push);
	if (t->n && t->item[0].begun)
		return true;
	for (size_t i = 0; i < t->n; i++)
		if (t->item[i].step->kind != STEP_CHECKOUT &&
		    t->item[i].step->kind != STEP_RESOLVE &&
		    t->item[i].step->kind != STEP_NOTE &&
		    attempt_has_effect(&t->item[i]))
			return true;
	return false;
}

int attempts_probe(struct attempts *t)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < t->n; i++)
		rc = attempt_ops(&t->item[i])->probe(&t->item[i]);
	return rc;
}

bool attempts_only_set_up(const struct attempts *t)
{
	const struct plan *p = t->plan;

	if (p->undoes)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind != STEP_RESOLVE &&
		    p->step[i].kind != STEP_NOTE &&
		    p->step[i].kind != STEP_OBJECT)
			return false;
	return true;
}
