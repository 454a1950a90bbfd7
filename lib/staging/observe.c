#include "staging/observe.h"

#include "release/forge_step.h"
#include "staging/observed_fact.h"
#include "staging/record_step.h"
#include "staging/who.h"

#include <string.h>

bool observe_is_of_forge(const struct fact *fact)
{
	switch (fact->kind) {
	case FACT_CI:
	case FACT_REQUEST:
	case FACT_APPROVED:
	case FACT_PUBLISHED:
	case FACT_ENVIRONMENT:
		return true;
	default:
		return false;
	}
}

/* A fact may be asked for under several names. */
static bool has(const struct observed *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->rec[i].text[TEXT_NAME], name))
			return true;
	return false;
}

static bool is_wanted(const struct observed *o, const struct task *task,
		      enum list_end end)
{
	return task->fact && observe_is_of_forge(task->fact) &&
	       (end == LIST_CLOSE || task->before_finish) &&
	       !has(o, task->fact->text);
}

/* Why it cannot be asked is told, and stops nothing. */
static int open_forge(struct ctx *c, const struct staging *s, struct forge **f,
		      struct observed *out)
{
	struct saved_error before;

	error_save(&before);
	int rc = forge_of(c, s->remote, f);
	if (rc < 0)
		out->away = arena_strdup(&c->repo.arena, error_message());
	return error_restore(0, &before);
}

static int look(struct observed *out, struct ctx *c, const struct staging *s,
		struct forge *f, const struct fact *fact)
{
	struct record rec = { .kind = RECORD_SEEN,
			      .commit = s->candidate,
			      .tree = s->tree };
	struct saved_error before;

	error_save(&before);
	int rc = observed_fact(&rec, c, s, f, fact);
	if (rc < 0) {
		out->away = arena_strdup(&c->repo.arena, error_message());
		return error_restore(0, &before);
	}
	rec.text[TEXT_NAME] = fact->text;
	out->rec = arena_grow(&c->repo.arena, out->rec, out->n, sizeof(rec));
	out->rec[out->n++] = rec;
	return error_restore(0, &before);
}

int observe(struct observed *out, struct ctx *c, const struct staging *s,
	    const struct policy *p, enum list_end end)
{
	struct forge *f = NULL;
	int rc = 0;

	*out = (struct observed){ 0 };
	for (size_t i = 0; !rc && i < p->list.n && !out->away; i++) {
		const struct task *task = &p->list.v[i];
		if (!is_wanted(out, task, end))
			continue;
		if (!f)
			rc = open_forge(c, s, &f, out);
		if (!rc && f)
			rc = look(out, c, s, f, task->fact);
	}
	return rc;
}

const struct record *observe_last(const struct staging *s, const char *fact)
{
	for (size_t i = 0; i < s->n_observed; i++)
		if (!strcmp(s->observed[i].text[TEXT_NAME], fact))
			return &s->observed[i];
	for (size_t i = s->evidence.n_records; i-- > 0;) {
		const struct record *rec = &s->evidence.record[i];
		if (rec->kind == RECORD_SEEN && !rec->unheard &&
		    rec->text[TEXT_NAME] &&
		    !strcmp(rec->text[TEXT_NAME], fact) &&
		    oid_eq(&rec->commit, &s->candidate))
			return rec;
	}
	return NULL;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool is_known(const struct staging *s, const struct record *rec)
{
	const struct record *last = observe_last(s, rec->text[TEXT_NAME]);

	if (!last || last->result != rec->result)
		return false;
	return rec->result == RESULT_PASS ||
	       (same_text(last->text[TEXT_LINK], rec->text[TEXT_LINK]) &&
		same_text(last->text[TEXT_MESSAGE], rec->text[TEXT_MESSAGE]));
}

int observe_step(struct ctx *c, struct plan *p, struct staging *s,
		 const struct policy *policy, enum list_end end)
{
	struct signed_by *by;
	struct observed seen;
	size_t n = 0;
	int rc = observe(&seen, c, s, policy, end);

	/* what is known is what somebody known has seen */
	if (!rc && seen.n)
		rc = who_look(c, s, policy, &by);
	if (rc < 0)
		return rc;
	if (seen.away)
		plan_note(p, "what only the forge knows was not looked at: %s",
			  seen.away);
	for (size_t i = 0; i < seen.n; i++)
		if (!is_known(s, &seen.rec[i]))
			seen.rec[n++] = seen.rec[i];
	return n ? record_step(c, p, s, seen.rec, n, NULL, 0) : 0;
}
