/*
 * git staging withdraw: take an answer back.  It stays in the evidence, and does
 * not count.
 */
#include "git-stage/cmds.h"

#include "git-stage/note.h"

#include <string.h>

static struct note_options options = { .push = 1 };

static const struct opt opts[] = { NOTE_OPTIONS(options), OPT_END };

/* The last that answers this item or gate. */
static const struct link *last_of(const struct staging *s, const char *name)
{
	const struct evidence *e = &s->evidence;

	for (size_t i = e->n; i-- > 0;)
		for (size_t k = e->link[i].first;
		     k < e->link[i].first + e->link[i].n; k++) {
			const struct record *rec = &e->record[k];
			if (rec->text[TEXT_NAME] && rec->result &&
			    !strcmp(rec->text[TEXT_NAME], name))
				return &e->link[i];
		}
	return NULL;
}

static int fill(struct ctx *c, struct plan *p, const struct staging *s,
		struct record *rec)
{
	const char *name = ctx_arg(c, 0);
	const struct link *l = last_of(s, name);

	if (!l)
		return error(E_NOTFOUND, "nobody has answered '%s' of %s", name,
			     s->rel.version.text);
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

const struct cmd cmd_withdraw = {
	.name = "withdraw",
	.args = "[<options>] <item>",
	.brief = "take back your answer to an item",
	.opts = opts,
	.min_args = 1,
	.max_args = 1,
	.plan = plan_withdraw,
};
