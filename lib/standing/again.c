#include "standing/again.h"

#include "base/cleanup.h"

#include <string.h>

const char *again_why(struct ctx *c, const struct staging *s,
		      const struct landing *l)
{
	struct arena *a = &c->repo.arena;
	const struct release *rel = &s->rel;

	if (!staging_has_tip(s))
		return arena_printf(a, "'%s' is at %s by now", rel->branch,
				    oid_short(&l->branch));
	if (git_oid_is_zero(&s->merge_of))
		return arena_printf(
			a,
			"'%s' is at %s by now, with commits that '%s' has not",
			rel->main, oid_short(&l->main), rel->branch);
	return arena_printf(
		a,
		"'%s' is at %s by now, and what is tested is a merge into %s",
		rel->main, oid_short(&l->main), oid_short(&s->merge_into));
}

/* A merge that was made to be looked at is called by what it is of. */
static void add_why(struct strbuf *out, const struct landing *l,
		    const char *why)
{
	CLEANUP(text) char *id = xstrdup(oid_short(&l->commit));
	const char *at = l->is_merge && l->is_draft ? strstr(why, id) : NULL;

	if (!at) {
		strbuf_adds(out, why);
		return;
	}
	strbuf_addf(out, "%.*sthe merge of %s", (int)(at - why), why,
		    oid_short(&l->branch));
	strbuf_addf(out, " into %s%s", oid_short(&l->main), at + strlen(id));
}

static void add(struct strvec *out, const struct standing *was,
		const struct standing *then, const struct landing *l)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, was->task->name);
	if (was->who)
		strbuf_addf(&text, ", by %s", was->who);
	if (then->why) {
		strbuf_adds(&text, " (");
		add_why(&text, l, then->why);
		strbuf_addc(&text, ')');
	}
	strvec_push(out, text.buf);
}

/* Nobody answers that: it comes true once the release is made. */
static bool is_of_finish(const struct task *task)
{
	return task->fact && (task->fact->kind == FACT_MERGED ||
			      task->fact->kind == FACT_MERGED_BACK);
}

int again_look(struct ctx *c, const struct staging *s, const struct policy *p,
	       const struct standings *now, const struct landing *l,
	       struct strvec *out)
{
	struct staging later = *s;
	struct standings then;
	int rc;

	later.candidate = l->commit;
	later.tree = l->tree;
	later.merge_of = l->is_merge ? l->branch : (git_oid){ { 0 } };
	if ((rc = standings_look(c, &later, p, &then)) < 0)
		return rc;
	for (size_t i = 0; i < now->n; i++)
		if (!is_of_finish(now->v[i].task) &&
		    standing_is_met(&now->v[i]) && !standing_is_met(&then.v[i]))
			add(out, &now->v[i], &then.v[i], l);
	return 0;
}
