#include "git-stage/sheet/next_step.h"

static const char *const of_facts[N_FACTS] = {
	[FACT_BRANCH] = "git staging push",
	[FACT_CI] = "git staging wait",
	[FACT_CHECK] = "git rel check",
	[FACT_NOTES] = "git rel notes",
	[FACT_VERSION] = "git rel bump",
	[FACT_RC] = "git rel rc",
	[FACT_REQUEST] = "git rel pr",
	[FACT_MERGED] = "git rel finish",
	[FACT_TAGGED] = "git rel finish",
	[FACT_PUBLISHED] = "git rel publish",
	[FACT_MERGED_BACK] = "git rel finish",
	[FACT_BRANCH_DELETED] = "git rel finish",
};

const char *next_step_of(struct ctx *c, const struct staging *s,
			 const struct task *task)
{
	const char *version = ctx_shell(c, s->rel.version.text);
	const char *verb = task->fact ? of_facts[task->fact->kind] : NULL;
	const char *of = task->kind == TASK_GATE ? "run" : "tick";

	if (task->kind == TASK_CHECK)
		return "git rel check";
	if (task->fact)
		return verb ? arena_printf(&c->repo.arena, "%s %s", verb,
					   version) :
			      NULL;
	return arena_printf(&c->repo.arena, "git staging %s --of %s %s", of,
			    version, task->name);
}
