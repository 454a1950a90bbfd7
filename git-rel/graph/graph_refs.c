#include "git-rel/graph/graph.h"

#include "git/history.h"
#include "git/remote.h"
#include "release/branch.h"
#include "release/candidate_branch.h"
#include "release/line.h"
#include "release/version_tags.h"

#include <string.h>

/* So many candidates are shown, the newest ones. */
enum { CANDIDATES_MAX = 12 };

static struct graph_ref *find_ref(struct graph *g, const char *name)
{
	for (size_t i = 0; i < g->n_refs; i++)
		if (!strcmp(g->ref[i].name, name))
			return &g->ref[i];
	return NULL;
}

static void add_at(struct graph *g, const char *name, const git_oid *at)
{
	struct graph_ref *r = find_ref(g, name);

	if (!r && g->n_refs < GRAPH_MAX) {
		r = &g->ref[g->n_refs++];
		r->name = name;
	}
	if (r)
		r->at = *at;
	else
		g->full = true;
}

/* Where it is, if it is somewhere. */
static int add_ref(struct graphs *g, const char *name)
{
	struct repo *r = &g->c->repo;
	git_oid id, commit;
	int rc = repo_ref(r, name, &id);

	if (rc < 0 || git_oid_is_zero(&id))
		return rc;
	if (repo_peel(r, &id, &commit) == 0 &&
	    repo_type(r, &commit) == GIT_OBJECT_COMMIT)
		add_at(&g->before, name, &commit);
	return 0;
}

/* A branch of the remote: where that has it, if it was asked; else where the last
 * fetch saw it. */
static int add_there(struct graphs *g, const char *remote, const char *name)
{
	struct repo *r = &g->c->repo;
	const char *ref =
		arena_printf(&r->arena, "refs/remotes/%s/%s", remote, name);
	const struct remote *heard = remote_heard(r, remote);

	if (!heard)
		return add_ref(g, ref);
	const git_oid *at = remote_ref(
		heard, arena_printf(&r->arena, "refs/heads/%s", name));
	if (git_oid_is_zero(at))
		return 0;
	if (!repo_has_object(r, at))
		return add_ref(g, ref);
	add_at(&g->before, ref, at);
	return 0;
}

static int add_line(struct graphs *g, const char *name)
{
	struct arena *a = &g->c->repo.arena;
	const char *remote = branch_remote(g->c);

	if (!name || !*name)
		return 0;
	for (size_t i = 0; i < g->line.n; i++)
		if (!strcmp(g->line.v[i], name))
			return 0;
	if (g->line.n == GRAPH_MAX) {
		g->before.full = true;
		return 0;
	}
	strvec_push(&g->line, name);
	int rc = add_ref(g, arena_printf(a, "refs/heads/%s", name));
	if (rc < 0 || !remote)
		return rc;
	return add_there(g, remote, name);
}

/* The candidates of the release, and what was released before it. */
static int add_tags(struct graphs *g, const struct release *rel,
		    const git_oid *landing)
{
	struct ctx *c = g->c;
	bool under_way = rel->branch != NULL;
	struct tag_list tags;
	size_t n = 0;
	int rc = version_tags_list(c, NULL, &tags);

	for (size_t i = 0; !rc && i < tags.n; i++) {
		const struct tagged *t = &tags.item[i];
		struct version v = version_tags_version(c, t);
		const char *ref =
			arena_printf(&c->repo.arena, "refs/tags/%s", t->tag);
		git_oid commit;
		if (!t->here || !version_tags_commit(c, t, &commit))
			continue;
		int cmp = under_way ? version_cmp(&v, &rel->version) : -1;
		if (under_way &&
		    (cmp == 0 || (version_leads_to(&v, &rel->version) &&
				  n++ < CANDIDATES_MAX)))
			add_at(&g->before, ref, &commit);
		if (cmp >= 0 || version_is_pre(&v) || git_oid_is_zero(landing))
			continue;
		rc = history_contains(&c->repo, &commit, landing);
		if (rc > 0) {
			add_at(&g->before, ref, &commit);
			return 0;
		}
	}
	return rc;
}

/* The tracking ref of a branch that only catches up: no push moves it. */
static bool is_tracking(const struct step *s, const char *ref)
{
	return s->kind == STEP_REFS && starts_with(ref, "refs/remotes/");
}

/* A ref of ours that a change of the plan is about; NULL: nothing to show. */
static const char *shown_ref(struct graphs *g, const struct step *s,
			     const char *ref)
{
	if (s->kind == STEP_PUSH && starts_with(ref, "refs/heads/"))
		return arena_printf(&g->c->repo.arena, "refs/remotes/%s/%s",
				    s->remote, ref_short(ref));
	return starts_with(ref, "refs/heads/") ||
			       starts_with(ref, "refs/tags/") ||
			       is_tracking(s, ref) ?
		       arena_strdup(&g->c->repo.arena, ref) :
		       NULL;
}

static void remove_ref(struct graph *g, const char *name)
{
	struct graph_ref *r = find_ref(g, name);

	if (!r)
		return;
	memmove(r, r + 1, (size_t)(g->ref + g->n_refs - (r + 1)) * sizeof(*r));
	g->n_refs--;
}

/* Was it done before the interruption, and somebody has gone on from there?  Then it
 * stays. */
static bool has_gone_on(struct graphs *g, const char *name,
			const struct change *change)
{
	const struct graph_ref *now = find_ref(&g->before, name);
	struct repo *r = &g->c->repo;

	return g->pending && now && !starts_with(name, "refs/tags/") &&
	       history_contains(r, &change->to, &now->at) > 0 &&
	       (git_oid_is_zero(&change->from) ||
		history_contains(r, &change->from, &change->to) > 0);
}

static int apply(struct graphs *g, const struct step *s)
{
	struct repo *r = &g->c->repo;

	for (size_t i = 0; i < s->n; i++) {
		const struct change *change = &s->change[i];
		const char *name = shown_ref(g, s, change->ref);
		git_oid commit;
		if (!name)
			continue;
		if (git_oid_is_zero(&change->to)) {
			remove_ref(&g->after, name);
			continue;
		}
		if (has_gone_on(g, name, change))
			continue;
		int rc = repo_peel(r, &change->to, &commit);
		if (rc < 0)
			return rc;
		add_at(&g->after, name, &commit);
	}
	return 0;
}

/* The same of a branch whose remote was not asked for all it has: what the plan was
 * told; NULL: nothing that is here.  What was half done may be older. */
static const git_oid *told_of(struct graphs *g, const struct step *s,
			      const struct change *change)
{
	const git_oid *id = NULL;
	const char *remote = s->kind == STEP_PUSH ? s->remote :
						    branch_remote(g->c);

	if (g->pending || !remote || remote_heard(&g->c->repo, remote))
		return NULL;
	if (is_tracking(s, change->ref))
		id = &change->to;
	else if (s->kind == STEP_PUSH &&
		 starts_with(change->ref, "refs/heads/"))
		id = &change->from;
	return id && repo_has_object(&g->c->repo, id) ? id : NULL;
}

/* A tag that the remote has by now, and we do not. */
static int add_tag_there(struct graphs *g, const struct change *change)
{
	struct repo *r = &g->c->repo;
	const char *name = branch_remote(g->c);
	const struct remote *heard = name ? remote_heard(r, name) : NULL;
	git_oid commit;

	if (!heard || !starts_with(change->ref, "refs/tags/") ||
	    git_oid_is_zero(&change->to) ||
	    !oid_eq(remote_ref(heard, change->ref), &change->to))
		return 0;
	int rc = repo_peel(r, &change->to, &commit);
	if (!rc)
		add_at(&g->before, arena_strdup(&r->arena, change->ref),
		       &commit);
	return rc;
}

/* What the plan moves, and where the remote has it, which may be further than the
 * last fetch saw. */
static int add_moved(struct graphs *g, const struct plan *p)
{
	int rc = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind != STEP_PUSH && s->kind != STEP_REFS)
			continue;
		for (size_t k = 0; !rc && k < s->n; k++)
			if (starts_with(s->change[k].ref, "refs/heads/"))
				rc = add_line(g, ref_short(s->change[k].ref));
		for (size_t k = 0; !rc && k < s->n; k++) {
			const struct change *change = &s->change[k];
			const git_oid *there = told_of(g, s, change);
			if (there)
				add_at(&g->before, shown_ref(g, s, change->ref),
				       there);
			rc = add_tag_there(g, change);
		}
	}
	return rc;
}

static int look_after(struct graphs *g, const struct plan *p)
{
	struct arena *a = &g->c->repo.arena;
	const char *here = g->c->repo.work_tree;
	int rc = 0;

	g->after = g->before;
	for (size_t i = 0; !rc && i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_PUSH || s->kind == STEP_REFS)
			rc = apply(g, s);
		else if (s->kind == STEP_CHECKOUT && s->head_to && here &&
			 !strcmp(s->worktree, here)) {
			bool on = starts_with(s->head_to, "refs/");
			g->after.head = on ? arena_strdup(a, s->head_to) : NULL;
			g->after.head_at = s->to;
		} else if (s->kind == STEP_FORGE || s->kind == STEP_LATER)
			strvec_push(&g->also, s->what);
	}
	return rc;
}

/* Which refs differ. */
static void compare(struct graphs *g)
{
	struct graph *x = &g->before, *y = &g->after;

	for (size_t i = 0; i < y->n_refs; i++) {
		struct graph_ref *old = find_ref(x, y->ref[i].name);
		y->ref[i].moves = !old || !oid_eq(&old->at, &y->ref[i].at);
	}
	for (size_t i = 0; i < x->n_refs; i++) {
		struct graph_ref *new = find_ref(y, x->ref[i].name);
		x->ref[i].moves = !new || !oid_eq(&new->at, &x->ref[i].at);
	}
}

/* Where HEAD is belongs to the picture where main does not say where things stand, or
 * where it is on something that releases are made of. */
static bool wants_head(struct graphs *g, const struct status *s, bool under_way,
		       bool landing)
{
	const char *form, *main;
	struct version v;
	bool hotfix;

	if (!landing || (s->pending && !g->pending))
		return true;
	return !under_way && g->before.head &&
	       (release_of_branch(g->c, ref_short(g->before.head), &v,
				  &hotfix) ||
		line_unknown(g->c, &form, &main));
}

static int add_head(struct graphs *g, const struct status *s, bool under_way,
		    git_oid *landing)
{
	struct graph *x = &g->before;
	int rc = repo_head(&g->c->repo, &x->head, &x->head_at);

	if (rc < 0 || git_oid_is_zero(&x->head_at) ||
	    !wants_head(g, s, under_way, !git_oid_is_zero(landing)))
		return rc;
	g->on_head = true;
	if (git_oid_is_zero(landing))
		*landing = x->head_at;
	return x->head ? add_line(g, ref_short(x->head)) : 0;
}

/* What the command that refuses is about, besides: it has no plan to tell. */
static int add_concerned(struct graphs *g, const struct status *s,
			 const struct release *rel)
{
	int rc = 0;

	if (!rel->branch || rel->hotfix) /* it is merged into them, too */
		for (size_t i = 0; !rc && i < s->open.n; i++)
			rc = add_line(g, s->open.v[i]);
	return rc || !rel->branch ?
		       rc :
		       add_line(g, candidate_branch(g->c, &rel->version));
}

int graph_refs(struct graphs *g, const struct status *s,
	       const struct release *rel, const struct plan *p)
{
	const struct config *config = &g->c->repo.config;
	bool under_way = rel->branch != NULL;
	git_oid landing = { { 0 } };
	const char *main = under_way ? rel->main :
			   s->line   ? s->line :
				       setting(config, K_MAIN);
	int rc = add_line(g, main);

	if (!rc)
		rc = add_line(g, under_way ? rel->develop :
				 s->line   ? "" :
					     setting(config, K_DEVELOP));
	g->has_develop = g->line.n > 1;
	if (!rc)
		rc = add_line(g, under_way ? rel->branch : NULL);
	if (!rc)
		rc = p ? add_moved(g, p) : add_concerned(g, s, rel);
	if (!rc)
		rc = branch_newest(g->c, main, &landing);
	g->missing = git_oid_is_zero(&landing) ? main : NULL;
	if (!rc)
		rc = add_head(g, s, under_way, &landing);
	if (!rc)
		rc = add_tags(g, rel, &landing);
	if (rc < 0 || !p)
		return rc;
	rc = look_after(g, p);
	compare(g);
	return rc;
}
