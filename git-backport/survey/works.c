#include "git-backport/survey/works.h"

#include "git-backport/fanout/left.h"
#include "git-backport/fanout/names.h"
#include "git/history.h"
#include "pick/provenance.h"

#include <git2.h>
#include <string.h>

struct state {
	struct ctx *c;
	struct survey *s;
	struct works *out;
};

static struct work *work_of(struct state *st, const char *branch, size_t target)
{
	for (size_t i = 0; i < st->out->n; i++)
		if (!strcmp(st->out->item[i].branch, branch))
			return &st->out->item[i];
	st->out->item = arena_grow(&st->c->repo.arena, st->out->item,
				   st->out->n, sizeof(*st->out->item));
	st->out->item[st->out->n].branch =
		arena_strdup(&st->c->repo.arena, branch);
	st->out->item[st->out->n].target = target;
	return &st->out->item[st->out->n++];
}

static int look_at(struct state *st, const char *folder, bool there)
{
	git_reference_iterator *it = NULL;
	const char *ref;
	int rc = 0;
	const char *glob = arena_printf(&st->c->repo.arena, "%s*", folder);

	if (git_reference_iterator_glob_new(&it, st->c->repo.git, glob) < 0)
		return error_git("cannot read the branches");
	while (!rc && !git_reference_next_name(&ref, it)) {
		const char *name = ref + strlen(folder);
		size_t t = names_target(st->c, name, st->s->name, st->s->n);
		if (t == GRAPH_NONE)
			continue;
		struct work *w = work_of(st, name, t);
		rc = repo_ref(&st->c->repo, ref, there ? &w->there : &w->here);
	}
	git_reference_iterator_free(it);
	return rc;
}

/* The change that this commit is a pick of, in the graph (GRAPH_NONE: not known
 * there), and as it is named; false: it names none. */
static bool origin_of(struct state *st, git_commit *commit, size_t *node,
		      git_oid *id)
{
	struct provenance from = { .arena = &st->c->repo.arena };
	const char *text = git_commit_message(commit);
	bool found = false;

	*node = GRAPH_NONE;
	provenance_read(&from, text, strlen(text));
	for (size_t i = 0; *node == GRAPH_NONE && i < from.n; i++) {
		const struct pointer *p = &from.v[i];
		if ((p->kind != POINTER_PICK && p->kind != POINTER_EDITED) ||
		    !p->id)
			continue;
		*node = graph_find_hex(&st->s->graph, p->id);
		if (*node != GRAPH_NONE)
			*id = st->s->graph.node[*node].id;
		found = *node != GRAPH_NONE || found || oid_from_hex(id, p->id);
	}
	return found;
}

/* From the newest on, so each goes in front. */
static void add_commit(struct state *st, struct work *w, git_commit *commit)
{
	const char *subject = git_commit_summary(commit);
	git_oid id;
	size_t node;

	w->commits++;
	w->subject = arena_strdup(&st->c->repo.arena, subject ? subject : "");
	if (!origin_of(st, commit, &node, &id))
		return;
	w->origin = arena_grow(&st->c->repo.arena, w->origin, w->n_origins,
			       sizeof(*w->origin));
	memmove(w->origin + 1, w->origin, w->n_origins * sizeof(*w->origin));
	w->origin[0] = id;
	w->n_origins++;
	if (node == GRAPH_NONE)
		return;
	struct present there = graph_present(&st->s->graph, node, w->target);
	w->arrived += present_is_there(&there);
}

/* By its first parents, down to what the target has, or had on the remote when
 * the branch was made: no fetch has told of that yet. */
static int count(struct state *st, struct work *w)
{
	git_oid id = git_oid_is_zero(&w->here) ? w->there : w->here, base;
	int rc = left_base(st->c,
			   arena_printf(&st->c->repo.arena, "refs/heads/%s",
					w->branch),
			   &base);

	while (!rc && !git_oid_is_zero(&id) && !oid_eq(&id, &base)) {
		git_commit *commit = NULL;
		rc = history_contains(&st->c->repo, &id,
				      &st->s->tip[w->target]);
		if (rc)
			return rc < 0 ? rc : 0;
		if (git_commit_lookup(&commit, st->c->repo.git, &id) < 0)
			return error_git("cannot read commit %s",
					 oid_short(&id));
		add_commit(st, w, commit);
		git_commit_free(commit);
		if ((rc = history_parent(&st->c->repo, &id, 0, &id)) < 0)
			return rc;
	}
	return rc;
}

bool work_is_done(const struct work *w)
{
	return w->arrived == w->commits;
}

int works_read(struct ctx *c, struct survey *s, struct works *out)
{
	struct state st = { c, s, out };
	const char *remote = branch_remote(c);
	int rc = look_at(&st, "refs/heads/", false);

	if (!rc && remote)
		rc = look_at(&st,
			     arena_printf(&c->repo.arena, "refs/remotes/%s/",
					  remote),
			     true);
	for (size_t i = 0; !rc && i < out->n; i++)
		rc = count(&st, &out->item[i]);
	return rc;
}
