#include "standing/record_of_task.h"

#include "base/cleanup.h"
#include "checklist/decimal.h"
#include "object/ident.h"
#include "staging/previous.h"
#include "staging/record_step.h"
#include "staging/who.h"
#include "standing/wanted.h"

#include <string.h>

struct taking {
	struct ctx *c;
	const struct staging *s;
	const struct policy *p;
	const struct task *task;
	const struct given *given;
	struct record *rec;
};

static int take_values(struct taking *t)
{
	struct arena *a = &t->c->repo.arena;
	size_t n = t->given->values ? t->given->values->n : 0;
	struct values all = { 0 };
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		const char *text = t->given->values->v[i];
		const char *is = strchr(text, '=');
		if (!is || is == text || !decimal_ok(is + 1))
			return error(
				E_USAGE,
				"'%s' is no value: it is <name>=<number>, as sps=41200 or loss=0.10",
				text);
		const char *name = arena_strndup(a, text, (size_t)(is - text));
		if (values_get(&all, name))
			return error(E_USAGE, "'%s' has two values", name);
		rc = values_set(&all, a, name, is + 1);
	}
	record_set_values(t->c, t->rec, &all);
	return rc;
}

/* A file is read once all else is known to be right. */
static bool is_given(const struct taking *t, const char *what)
{
	return !strcmp(what, "file") ? t->given->file != NULL :
				       wanted_is_given(t->rec, what);
}

const char *record_option(struct arena *a, const char *what)
{
	if (!strcmp(what, "link"))
		return "--link=<url>";
	if (!strcmp(what, "file"))
		return "--file=<path>";
	return arena_printf(a, "--value %s=<number>", what);
}

static int check_wants(struct taking *t)
{
	const struct words *wants = &t->task->item->is.wants;
	int rc = 0;

	for (size_t i = 0; i < wants->n; i++) {
		if (is_given(t, wants->v[i]))
			continue;
		if (!rc)
			rc = error(E_POLICY, "'%s' wants more than that",
				   t->task->name);
		error_hint("add %s",
			   record_option(&t->c->repo.arena, wants->v[i]));
	}
	return rc;
}

static int check_accept(struct taking *t)
{
	const struct item *item = t->task->item;
	CLEANUP(strbuf) struct strbuf why = STRBUF_INIT;
	const struct values now = record_values(t->c, t->rec);
	const struct values before = previous_values(t->c, t->s);
	struct values_two two = { &now, &before };
	int rc;

	t->rec->text[TEXT_ACCEPT] = item->is.accept_text;
	if (condition_met(&item->is.accept, values_of_two, &two, &why))
		return 0;
	rc = error(E_POLICY, "'%s' has not passed: %s", item->name, why.buf);
	error_hint("--fail keeps that");
	if (!item->is.never_waive)
		error_hint("--waive -m <why> goes on without it%s",
			   before.n ? "" :
				      ", as where there is no release before");
	return rc;
}

static int check_needs(struct taking *t)
{
	const struct release_list *list = &t->p->list;
	struct standings all;
	size_t n = 0;
	int rc;

	/* no signature is looked at for nothing */
	while (n < list->n && !standing_is_before(list, n, t->task))
		n++;
	rc = n < list->n ? standings_look(t->c, t->s, t->p, &all) : 0;
	if (rc < 0)
		return rc;
	for (size_t i = n; i < list->n; i++) {
		const struct standing *s = &all.v[i];
		if (standing_is_met(s) || !standing_is_before(list, i, t->task))
			continue;
		if (!rc)
			rc = error(E_POLICY, "'%s' comes after what it needs",
				   t->task->name);
		error_detail("%s: %s", s->task->name, standing_words[s->state]);
	}
	return rc;
}

/* A job is that of one of its gates, by its id or that of its record. */
static int check_job(struct taking *t)
{
	const struct words *gates = &t->task->item->is.job_of;
	const struct evidence *e = &t->s->evidence;
	const char *job = t->given->job;
	int rc;

	if ((!gates->n && !job) || wanted_job_is(e, gates, job))
		return 0;
	if (job)
		return error(E_POLICY, "no gate of %s has started a job '%s'",
			     t->s->rel.version.text, job);
	rc = error(E_POLICY, "'%s' is about a job", t->task->name);
	for (size_t i = 0; i < e->n_records; i++)
		if (e->record[i].kind == RECORD_LAUNCH &&
		    e->record[i].text[TEXT_JOB] &&
		    words_have(gates, e->record[i].text[TEXT_NAME]))
			error_hint("--job %s, of '%s'",
				   ctx_shell(t->c, e->record[i].text[TEXT_JOB]),
				   e->record[i].text[TEXT_NAME]);
	return rc;
}

static int check_person(struct taking *t)
{
	const char *who;
	int rc = ident_mail(&t->c->repo, &who);

	if (rc < 0)
		return rc;
	const char *why = who_may_not_give(t->c, t->p, t->s, t->task,
					   t->given->result, who);
	return why ? error(E_POLICY, "'%s' is not for %s to answer: %s",
			   t->task->name, who, why) :
		     0;
}

static int check_kind(const struct task *task, enum record_result result)
{
	int rc;

	if (task->fact)
		return error(E_USAGE,
			     "'%s' is looked at each time, and not answered",
			     task->name);
	if (task->kind == TASK_ITEM || result == RESULT_WAIVED)
		return 0;
	rc = error(E_USAGE, "'%s' is run, and not answered", task->name);
	if (task->gate)
		error_hint("git staging run %s", task->name);
	else
		error_hint("git rel check");
	return rc;
}

static int check_reason(const struct given *given)
{
	if ((given->result != RESULT_WAIVED && given->result != RESULT_NA) ||
	    (given->message && *given->message))
		return 0;
	return error(E_USAGE, "say why, with -m <text>");
}

static void fill(struct taking *t)
{
	const struct task *task = t->task;
	bool reason = t->given->result == RESULT_WAIVED ||
		      t->given->result == RESULT_NA;

	*t->rec = (struct record){
		.kind = t->given->result == RESULT_WAIVED ? RECORD_WAIVE :
							    RECORD_ITEM,
		.result = t->given->result,
	};
	t->rec->text[TEXT_NAME] = task->name;
	t->rec->text[TEXT_ASK] = task->title;
	t->rec->text[TEXT_LINK] = t->given->link;
	t->rec->text[TEXT_JOB] = t->given->job;
	t->rec->text[reason ? TEXT_REASON : TEXT_MESSAGE] = t->given->message;
}

static int check_pass(struct taking *t)
{
	int rc = check_needs(t);

	if (!rc)
		rc = check_wants(t);
	if (!rc)
		rc = check_job(t);
	return rc < 0 ? rc : check_accept(t);
}

int record_of_task(struct ctx *c, const struct staging *s,
		   const struct policy *p, const struct task *task,
		   const struct given *given, struct record *rec)
{
	struct taking t = { c, s, p, task, given, rec };
	int rc;

	fill(&t);
	rc = check_kind(task, given->result);
	if (!rc)
		rc = record_check_link(given->link);
	if (!rc)
		rc = check_reason(given);
	if (!rc)
		rc = take_values(&t);
	if (!rc)
		rc = check_person(&t);
	return rc < 0 || given->result != RESULT_PASS ? rc : check_pass(&t);
}
