#include "git-rel/graph/graph.h"

#include "base/cleanup.h"
#include "git/history.h"

#include <string.h>

/* Commits that are to be seen. */
struct seeds {
	git_oid id[2 * GRAPH_MAX];
	size_t n;
};

static bool has_seed(const struct seeds *s, const git_oid *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (oid_eq(&s->id[i], id))
			return true;
	return false;
}

static void add_seed(struct seeds *s, const git_oid *id)
{
	if (has_seed(s, id))
		return;
	if (s->n < sizeof(s->id) / sizeof(*s->id))
		s->id[s->n++] = *id;
}

static void add_seeds(struct seeds *s, const struct graph *x)
{
	for (size_t i = 0; i < x->n_refs; i++)
		add_seed(s, &x->ref[i].at);
}

/* The commit of a step that no branch has yet; NULL: it is none. */
static const git_oid *made_by(struct graphs *g, const struct step *s)
{
	git_oid tip[GRAPH_MAX];

	if (s->kind != STEP_OBJECT || !starts_with(s->ref, "refs/heads/"))
		return NULL;
	for (size_t i = 0; i < g->before.n_refs; i++)
		tip[i] = g->before.ref[i].at;
	return history_on_any(&g->c->repo, &s->to, tip, g->before.n_refs) ?
		       NULL :
		       &s->to;
}

/* What the plan makes, and what it is made of, which a merge that was interrupted
 * may have left without a branch. */
static int list_made(struct graphs *g, const struct plan *p, struct seeds *made,
		     struct seeds *before)
{
	struct repo *r = &g->c->repo;
	git_oid parent;
	int rc = 0;

	for (size_t i = 0; i < p->n; i++) {
		const git_oid *id = made_by(g, &p->step[i]);
		if (id)
			add_seed(made, id);
	}
	for (size_t i = 0; !rc && i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind != STEP_OBJECT ||
		    !starts_with(s->ref, "refs/heads/"))
			continue;
		for (unsigned k = 0; !rc && k < 2; k++) {
			rc = history_parent(r, &s->to, k, &parent);
			if (!rc && !git_oid_is_zero(&parent) &&
			    !has_seed(made, &parent))
				add_seed(before, &parent);
		}
	}
	return rc;
}

/* What the plan tags or merges is in both pictures; what it makes, in one. */
static int walk_both(struct graphs *g, const struct plan *p)
{
	struct seeds made = { 0 }, before = { 0 }, after = { 0 };
	int rc;

	add_seeds(&before, &g->before);
	if (g->on_head)
		add_seed(&before, &g->before.head_at);
	if (p && (rc = list_made(g, p, &made, &before)) < 0)
		return rc;
	for (size_t i = 0; i < g->after.n_refs; i++)
		if (!has_seed(&made, &g->after.ref[i].at))
			add_seed(&before, &g->after.ref[i].at);
	rc = graph_walk(g, &g->before, before.id, before.n);
	if (rc < 0 || !p)
		return rc;
	add_seeds(&after, &g->after);
	for (size_t i = 0; i < before.n; i++)
		add_seed(&after, &before.id[i]);
	for (size_t i = 0; i < made.n; i++)
		add_seed(&after, &made.id[i]);
	rc = graph_walk(g, &g->after, after.id, after.n);
	for (size_t i = 0; i < g->after.n; i++)
		g->after.node[i].made = has_seed(&made, &g->after.node[i].id);
	return rc;
}

static void settle_same(struct graphs *g)
{
	g->no_more = !g->also.n && g->before.n_refs == g->after.n_refs;
	for (size_t i = 0; i < g->after.n_refs; i++)
		g->no_more = g->no_more && !g->after.ref[i].moves;
}

/* Main is called otherwise, or was not fetched: what helps, in lines. */
static void say_missing(struct graphs *g, const struct status *s)
{
	struct arena *a = &g->c->repo.arena;
	const char *line = arena_printf(a, "there is no branch '%s' here",
					g->missing ? g->missing : "");
	const char *help =
		starts_with(s->next, "git rel init") ?
			"git rel init looks for the right one" :
			"git config rel.main <branch> names the right one";

	if (!g->missing || git_oid_is_zero(&g->before.head_at) ||
	    (g->why && strstr(g->why, line)))
		g->missing = NULL;
	else
		g->missing =
			s->pending ?
				line :
				arena_printf(
					a, "%s, and releases land on that\n%s",
					line, help);
}

int graphs_look(struct graphs *g, struct ctx *c, const struct status *s,
		const char *typed)
{
	struct release rel = { 0 };
	struct plan plan;

	memset(g, 0, sizeof(*g));
	g->c = c;
	plan_init(&plan, "status", "git rel status");
	int rc = graph_plan(g, s, typed, &rel, &plan);
	const struct plan *p = rc ? NULL : &plan;
	if (rc >= 0)
		rc = graph_refs(g, s, &rel, p);
	say_missing(g, s);
	if (rc >= 0)
		rc = walk_both(g, p);
	if (rc >= 0 && p)
		settle_same(g);
	plan_release(&plan);
	return rc < 0 ? rc : 0;
}

void graphs_release(struct graphs *g)
{
	strvec_clear(&g->also);
	strvec_clear(&g->line);
}
