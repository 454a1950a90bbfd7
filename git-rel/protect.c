/*
 * git rel protect: does the forge hold up the rules?  And: let it.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "git-rel/protect/wishes.h"
#include "dialect/forge_json.h"
#include "dialect/forge_rule.h"
#include "release/forge_step.h"

#include <stdio.h>
#include <string.h>

static struct strvec taggers;

static const struct opt opts[] = {
	OPT_LIST(0, "tagger", &taggers, "name",
		 "apply: who may make tags all the same, where a forge asks"),
	OPT_END,
};

struct protect {
	struct ctx *c;
	struct plan *p;
	struct forge *forge;
	struct rules rules;
	struct wishes wishes;
	const char *set;  /* what is going to be: "main, tags v*"; or NULL */
	const char *left; /* what is wanted and cannot be without a word more */
};

static const char *named(struct protect *x, const struct wish *w)
{
	return arena_printf(&x->c->repo.arena, "%s%s",
			    w->want.tag ? "tags " : "", w->want.pattern);
}

static void print_line(struct protect *x, const struct wish *w,
		       const char *head, const char *text)
{
	if (*text)
		printf("%s: %s%s (%s)\n", named(x, w), head, text, w->rules);
}

/* "" where it does not. */
static const char *stops_finish(struct protect *x, const struct wish *w,
				const struct forge_rule *is)
{
	const char *as_it_is = wish_stops_finish(x->forge, w, is);
	const char *if_set = wish_stops_finish(x->forge, w, NULL);

	return as_it_is ? as_it_is : if_set ? if_set : "";
}

static json_object *line_json(struct protect *x, const struct wish *w,
			      const struct forge_rule *is)
{
	json_object *o = json_new();

	json_add_str(o, "pattern", w->want.pattern);
	json_add_flag(o, "tag", w->want.tag);
	json_add_str(o, "rules", w->rules);
	json_add_str(o, "differs", wish_gaps(x->forge, w, is, 0));
	json_add_str(o, "unseen", wish_gaps(x->forge, w, is, FORGE_UNSEEN));
	json_add_str(o, "never", wish_gaps(x->forge, w, is, FORGE_NEVER));
	json_add_str(o, "finish", stops_finish(x, w, is));
	return o;
}

static void print_wish(struct protect *x, const struct wish *w,
		       const struct forge_rule *is)
{
	struct forge *f = x->forge;
	const char *differs = wish_gaps(f, w, is, 0);
	const char *unseen = wish_gaps(f, w, is, FORGE_UNSEEN);
	const char *never = wish_needs(f, w, is, FORGE_NEVER);
	const char *cannot =
		arena_printf(f->arena, "%s cannot ask for ", f->ops->name);
	const char *stops = stops_finish(x, w, is);

	print_line(x, w, "", differs);
	print_line(x, w, "", stops);
	print_line(x, w, "cannot see whether it ", unseen);
	print_line(x, w, cannot, never);
	if (!*stops && !*differs && !*unseen && !*never)
		printf("%s: as it shall be (%s)\n", named(x, w), w->rules);
}

static int lint(struct protect *x)
{
	CLEANUP(json) json_object *o = json_new();
	json_object *items = json_new_list();
	int rc = 0;

	json_add_number(o, "version", 1);
	json_add(o, "items", items);
	for (size_t i = 0; !rc && i < x->wishes.n; i++) {
		const struct wish *w = &x->wishes.v[i];
		struct forge_rule is;
		rc = x->forge->ops->rule_see(x->forge, w->want.pattern,
					     w->want.tag, &is);
		if (rc < 0)
			break;
		if (*wish_gaps(x->forge, w, &is, 0) ||
		    wish_stops_finish(x->forge, w, &is))
			x->p->stops = true;
		if (x->c->json)
			json_append(items, line_json(x, w, &is));
		else
			print_wish(x, w, &is);
	}
	if (!rc && x->c->json)
		printf("%s\n", json_line(o));
	else if (!rc && x->wishes.left)
		printf("only hooks and 'git rel check --rules' hold up: %s\n",
		       x->wishes.left);
	x->p->answered = true;
	return rc;
}

static const char *page(struct protect *x)
{
	static const char *const below[N_FORGES] = {
		[FORGE_GITHUB] = "settings/rules",
		[FORGE_GITLAB] = "-/settings/repository",
		[FORGE_GITEA] = "settings/branches",
	};

	return arena_printf(&x->c->repo.arena, "%s/%s", x->forge->web,
			    below[x->forge->kind]);
}

/* Whom it lets is not ours to guess. */
static bool lacks_taggers(const struct protect *x, const struct wish *w)
{
	return w->want.tag && x->forge->kind == FORGE_GITEA && !taggers.n;
}

static int plan_wish(struct protect *x, const struct wish *w)
{
	struct forge *f = x->forge;
	struct forge_rule is;
	int rc = f->ops->rule_see(f, w->want.pattern, w->want.tag, &is);

	if (rc < 0)
		return rc;
	const char *differs = wish_needs(f, w, &is, 0);
	const char *unseen = wish_needs(f, w, &is, FORGE_UNSEEN);
	const char *never = wish_needs(f, w, &is, FORGE_NEVER);
	const char *stops = stops_finish(x, w, &is);
	if (*never)
		plan_note(x->p, "%s cannot ask for %s on '%s'", f->ops->name,
			  never, w->want.pattern);
	if (*stops)
		plan_note(x->p, "'%s' is left: %s", w->want.pattern, stops);
	if (!*differs && !*unseen)
		return 0;
	if (lacks_taggers(x, w)) {
		plan_note(
			x->p,
			"tags '%s' are left: %s asks who may make them: --tagger=<name>",
			w->want.pattern, f->ops->name);
		x->left = named(x, w);
		x->p->stops = true;
		return 0;
	}
	forge_step(x->p, f, &thing_guard, wish_json(w),
		   plan_text(x->p, "protect %s on %s: %s%s%s", named(x, w),
			     f->ops->name, differs,
			     *differs && *unseen ? ", " : "", unseen),
		   NULL);
	x->set = arena_printf(f->arena, "%s%s%s", x->set ? x->set : "",
			      x->set ? ", " : "", named(x, w));
	return 0;
}

/* All of it is left to a person: what is there is not known. */
static void stop(struct protect *x)
{
	x->p->n = x->p->n_notes = 0;
	for (size_t i = 0; i < x->wishes.n; i++) {
		const struct wish *w = &x->wishes.v[i];
		const struct forge_rule open =
			rule_open(w->want.pattern, w->want.tag);
		const char *needs = wish_needs(x->forge, w, &open, 0);
		if (*needs)
			forge_stop(x->p, x->forge,
				   plan_text(x->p, "protect %s (%s)",
					     named(x, w), needs),
				   page(x), NULL);
	}
}

static const char *outcome(struct protect *x)
{
	const char *name = x->forge->ops->name;
	const char *but = x->left ? plan_text(x->p, ", but not %s", x->left) :
				    "";

	if (x->set)
		return plan_text(x->p, "set on %s: %s%s", name, x->set, but);
	return plan_text(x->p, "%s protects what the rules ask for%s", name,
			 but);
}

static int apply(struct protect *x)
{
	int rc = 0;

	for (size_t i = 0; !rc && x->forge->token && i < x->wishes.n; i++)
		rc = plan_wish(x, &x->wishes.v[i]);
	if (forge_is_away(x->forge, rc)) {
		stop(x);
		return 0;
	}
	if (rc < 0)
		return rc;
	x->p->outcome = outcome(x);
	return 0;
}

static int run(struct protect *x, bool apply_it)
{
	struct repo *r = &x->c->repo;
	int rc = rules_of_main(&x->rules, r, SIDE_CLIENT);

	if (!rc)
		wishes_read(&x->wishes, &x->rules, &r->arena,
			    taggers.n ? (const char *const *)taggers.v : NULL);
	if (!rc && !x->wishes.n) {
		rc = error(E_NOTFOUND,
			   "no rule is about what a forge protects");
		error_hint("git rel config --explain");
	}
	if (!rc)
		rc = forge_of(x->c, setting(&r->config, K_REMOTE), &x->forge);
	if (rc < 0)
		return rc;
	return apply_it ? apply(x) : lint(x);
}

static int plan_protect(struct ctx *c, struct plan *p)
{
	struct protect x = { .c = c, .p = p };
	const char *word = ctx_arg(c, 0) ? ctx_arg(c, 0) : "lint";
	bool apply_it = !strcmp(word, "apply");

	if (!apply_it && strcmp(word, "lint") != 0)
		return error(E_USAGE, "'%s' is none of 'lint' and 'apply'",
			     word);
	int rc = run(&x, apply_it);
	rules_release(&x.rules);
	return rc;
}

static void list_protect(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("lint\napply\n", out);
}

const struct cmd cmd_protect = {
	.name = "protect",
	.args = "[<options>] [lint | apply]",
	.brief = "compare what the forge protects with the rules, or set it",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_protect,
	.list = list_protect,
};
