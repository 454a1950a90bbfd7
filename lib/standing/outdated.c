#include "standing/outdated.h"

#include "base/cleanup.h"
#include "release/gates.h"
#include "staging/previous.h"
#include "standing/wanted.h"

#include <string.h>

/* Another question has another answer. */
static const char *asks_other(struct ctx *c, const struct task *task,
			      const struct record *rec)
{
	const char *asked = rec->text[TEXT_ASK];

	if (!asked || !strcmp(asked, task->title))
		return NULL;
	return arena_printf(&c->repo.arena, "it was asked '%s'", asked);
}

/* A gate is what it runs, whatever it is called. */
static const char *runs_other(struct ctx *c, const struct policy *p,
			      const struct staging *s, const struct task *task,
			      const struct record *rec)
{
	const char *ran = rec->text[TEXT_COMMAND];
	struct commands cmds;

	if (!ran || task->gate->way == GATE_BY_WORKFLOW ||
	    rec->kind == RECORD_WAIVE)
		return NULL;
	if (task->kind == TASK_CHECK)
		return !strcmp(task->check->line, ran) ?
			       NULL :
			       "another command was run";
	commands_of(p->config, &c->repo.arena, task->gate->section,
		    gate_types(c, &s->rel, NULL), &cmds);
	for (size_t i = 0; i < cmds.n; i++)
		if (!strcmp(cmds.item[i]->line, ran))
			return NULL;
	return "another command was run";
}

/* What was good enough then may be too little by now. */
static const char *accepts_other(struct ctx *c, const struct staging *s,
				 const struct task *task,
				 const struct record *rec)
{
	const struct condition *accept = task->item ? &task->item->is.accept :
						      &task->gate->accept;
	const char *text = task->item ? task->item->is.accept_text :
					task->gate->accept_text;
	const char *was = rec->text[TEXT_ACCEPT];
	CLEANUP(strbuf) struct strbuf why = STRBUF_INIT;

	if (!text || rec->result != RESULT_PASS || (was && !strcmp(was, text)))
		return NULL;
	const struct values now = record_values(c, rec);
	const struct values before = previous_values(c, s);
	struct values_two two = { &now, &before };
	if (condition_met(accept, values_of_two, &two, &why))
		return NULL;
	return arena_strdup(&c->repo.arena, why.buf);
}

const char *outdated(struct ctx *c, const struct policy *p,
		     const struct staging *s, const struct task *task,
		     const struct record *rec)
{
	const char *why = task->gate ? runs_other(c, p, s, task, rec) :
				       asks_other(c, task, rec);

	if (!why && task->item && rec->kind == RECORD_ITEM &&
	    rec->result == RESULT_PASS)
		why = wanted_lacks(c, s, task->item, rec);
	return why ? why : accepts_other(c, s, task, rec);
}
