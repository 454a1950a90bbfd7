#include "git-backport/pick/summary.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "git-backport/pick/pick_options.h"
#include "release/forge_step.h"

#include <string.h>

static const char marker[] = "<!-- git-backport: summary -->";

/* Between backticks nothing is a link, a person or HTML; a name of a branch may
 * have some itself. */
static void add_code(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '`');
	for (; *text; text++)
		strbuf_addc(out, *text == '`'               ? '\'' :
				 (unsigned char)*text < ' ' ? '?' :
							      *text);
	strbuf_addc(out, '`');
}

static void add_lane(struct ctx *c, const struct fanout *f,
		     const struct lane *l, struct strbuf *out)
{
	strbuf_adds(out, "- ");
	add_code(out, l->target->branch.name);
	if (!l->conflicts && !l->n_new) {
		strbuf_adds(out, ": there already\n");
		return;
	}
	if (!l->conflicts) {
		strbuf_adds(out, ": ");
		add_code(out, l->branch.name);
		strbuf_addc(out, '\n');
		return;
	}
	strbuf_addf(out,
		    ": conflicts. By hand:\n\n      git fetch %s\n"
		    "      %s --submit --on-conflict=stop %s -- pr/%ld\n\n",
		    ctx_shell(c, f->targets->remote.name), c->program->call,
		    ctx_shell(c, l->target->branch.name),
		    f->sources->pull[0].number);
}

static void add_missed(const char *word, struct strbuf *out)
{
	strbuf_adds(out, "- ");
	add_code(out, word);
	strbuf_adds(out, ": names no branch to pick onto\n");
}

int summary_add(struct opening *o, const struct fanout *f, bool makes)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct ctx *c = o->c;
	size_t left = pick_options.missed.n;
	int rc = f->sources->n_pulls == 1 ? opening_begin(o) : 0;

	for (size_t i = 0; i < f->n; i++)
		left += f->lane[i].conflicts;
	if (rc < 0 || f->sources->n_pulls != 1 || !o->forge->token)
		return rc < 0 ? rc : 0;
	long number = f->sources->pull[0].number;
	struct forge_comment is = { 0 };
	if (!left || !makes) { /* what was told before is no longer so */
		rc = o->forge->ops->comment_find(o->forge, number, marker, &is);
		if (rc < 0)
			return rc == E_NOTFOUND ? 0 : rc;
	}
	strbuf_adds(&text, "Backports:\n\n");
	for (size_t i = 0; i < f->n; i++)
		add_lane(c, f, &f->lane[i], &text);
	for (size_t i = 0; i < pick_options.missed.n; i++)
		add_missed(pick_options.missed.v[i], &text);
	strbuf_addc(&text, '\n');
	forge_shorten(o->p, o->forge, &text, marker, o->forge->ops->pull_text);
	if (is.body && thing_same_text(is.body, text.buf))
		return 0;
	json_object *want = json_object_new_object();
	json_object_object_add(want, "number", json_object_new_int64(number));
	json_add_str(want, "marker", marker);
	json_add_str(want, "text", text.buf);
	forge_step(o->p, o->forge, &thing_comment, want,
		   plan_text(o->p, "comment on %s %s%ld on %s",
			     o->forge->ops->pull, o->forge->ops->sign, number,
			     o->forge->ops->name),
		   NULL);
	return 0;
}
