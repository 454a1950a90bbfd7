/*
 * git staging withdraw: take an answer back.  It stays in the evidence, and does
 * not count.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "evidence/answer.h"
#include "git-stage/note.h"
#include "object/ident.h"
#include "staging/who.h"

#include <string.h>

static struct note_options options = { .push = 1 };

static const struct opt opts[] = { NOTE_OPTIONS(options), OPT_END };

struct search {
	const struct evidence *e;
	const struct signed_by *by;
	const char *name, *mine;
	const struct link *found;  /* our last one */
	const struct link *others; /* the last of somebody else */
	const char *whose;
};

static bool may_withdraw(const struct answer_rules *rules, const struct link *l,
			 const struct link *of)
{
	const struct search *f = rules->arg;

	return who_is_same(
		who_has(&f->e->record[l->first], &f->by[l - f->e->link]),
		who_has(&f->e->record[of->first], &f->by[of - f->e->link]));
}

static void look_at(struct search *f, const struct link *l,
		    const struct record *rec)
{
	const struct answer_rules rules = { .may_withdraw = may_withdraw,
					    .arg = f };
	size_t at = (size_t)(l - f->e->link);
	const char *who = who_has(rec, &f->by[at]);

	if (!rec->text[TEXT_NAME] || !rec->result ||
	    strcmp(rec->text[TEXT_NAME], f->name) != 0 ||
	    answer_is_withdrawn(f->e, at, rec, &rules))
		return;
	if (who_is_same(who, f->mine)) {
		f->found = l;
	} else if (!f->others) {
		f->others = l;
		f->whose = who ? who : "nobody known";
	}
}

/* The last of ours that answers this item or gate, and was not withdrawn. */
static int find(struct ctx *c, const struct staging *s, struct search *f)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct signed_by *by;
	int rc = policy_look(c, s, &policy);

	if (rc < 0 || (rc = who_look(c, s, &policy, &by)) < 0 ||
	    (rc = ident_mail(&c->repo, &f->mine)) < 0)
		return rc;
	f->by = by;
	for (size_t i = f->e->n; i-- > 0 && !f->found;)
		for (size_t k = f->e->link[i].n; k-- > 0;)
			look_at(f, &f->e->link[i],
				&f->e->record[f->e->link[i].first + k]);
	if (f->found)
		return 0;
	if (f->others)
		return error(
			E_POLICY,
			"the answer to '%s' in %s is by %s, who alone can take it back",
			f->name, oid_short(&f->others->id), f->whose);
	const struct task *task;
	if ((rc = policy_task(&policy, f->name, &task)) < 0)
		return rc;
	return error(E_NOTFOUND, "nobody has answered '%s' of %s", f->name,
		     s->rel.version.text);
}

static int fill(struct ctx *c, struct plan *p, const struct staging *s,
		struct record *rec)
{
	const char *name = ctx_arg(c, 0);
	struct search f = { .e = &s->evidence, .name = name };
	int rc = find(c, s, &f);
	const struct link *l = f.found;

	if (rc < 0)
		return rc;
	rec->kind = RECORD_WITHDRAW;
	rec->text[TEXT_NAME] = name;
	rec->text[TEXT_WITHDRAWN] =
		arena_strdup(&c->repo.arena, oid_hex(&l->id));
	p->outcome = plan_text(p, "%s: the answer in %s is withdrawn", name,
			       oid_short(&l->id));
	return 0;
}

static int plan_withdraw(struct ctx *c, struct plan *p)
{
	return note_plan(c, p, &options, fill);
}

static void list_answered(struct ctx *c, FILE *out)
{
	listed_tasks(c, options.of, TASK_ITEM, out);
	listed_tasks(c, options.of, TASK_GATE, out);
}

const struct cmd cmd_withdraw = {
	.name = "withdraw",
	.args = "[<options>] <item>",
	.brief = "take back your answer to an item",
	.opts = opts,
	.min_args = 1,
	.max_args = 1,
	.plan = plan_withdraw,
	.list = list_answered,
};
