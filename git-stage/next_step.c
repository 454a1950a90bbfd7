#include "git-stage/next_step.h"

#include "git/scratch.h"
#include "standing/again.h"

/* What makes a fact come true, or asks what is said of it. */
static const char *const of_facts[N_FACTS] = {
	[FACT_CI] = "git staging fetch",
	[FACT_CHECK] = "git rel check",
	[FACT_REQUEST] = "git rel pr",
	[FACT_APPROVED] = "git staging fetch",
	[FACT_PUBLISHED] = "git rel publish",
	[FACT_ENVIRONMENT] = "git staging fetch",
};

static bool is_done_here(const struct task *task)
{
	return task->gate || !task->fact || task->fact->kind == FACT_CHECK;
}

const char *next_step_of(const struct next_step *n, const struct task *task)
{
	struct arena *a = &n->c->repo.arena;
	const char *version = ctx_shell(n->c, n->s->rel.version.text);
	const char *verb = task->gate ? "run" : "tick";

	if (task->fact && !task->gate) {
		const char *call = of_facts[task->fact->kind];
		bool whole = task->fact->kind == FACT_CHECK;
		return !call || whole ? call :
					arena_printf(a, "%s %s", call, version);
	}
	return n->of ? arena_printf(a, "git staging %s --of %s %s", verb,
				    version, task->name) :
		       arena_printf(a, "git staging %s %s", verb, task->name);
}

static const char *first_here(const struct next_step *n, enum list_end end)
{
	for (size_t i = 0; i < n->all->n; i++) {
		const struct task *task = n->all->v[i].task;
		if (is_done_here(task) &&
		    standing_is_wanted(n->all, &n->p->list, i, end) &&
		    standing_may_begin(n->all, &n->p->list, task))
			return next_step_of(n, task);
	}
	return NULL;
}

const char *next_step_first(const struct next_step *n, enum list_end end)
{
	const char *step = first_here(n, end);

	for (size_t i = 0; i < n->all->n && !step; i++)
		if (!is_done_here(n->all->v[i].task) &&
		    standing_blocks(&n->all->v[i], end))
			step = next_step_of(n, n->all->v[i].task);
	return step;
}

const char *next_step_moved(const struct next_step *n, struct strvec *again)
{
	struct ctx *c = n->c;
	bool was = c->repo.dry_run;
	struct landing l;

	if (staging_is_tagged(c, n->s) || staging_is_behind(c, n->s) ||
	    landing_look(&l, c, n->s, n->p) < 0 ||
	    landing_is_candidate(&l, n->s))
		return NULL;
	c->repo.dry_run = true; /* no hook, no signature, nothing in .git */
	int rc = landing_make(&l, c, n->s, NULL);
	l.is_draft = true;
	if (!rc)
		rc = again_look(c, n->s, n->p, n->all, &l, again);
	scratch_discard(&c->repo);
	c->repo.dry_run = was;
	return rc == E_CONFLICT ?
		       arena_printf(&c->repo.arena, "%s, and they conflict",
				    again_why(c, n->s, &l)) :
		       again_why(c, n->s, &l);
}
