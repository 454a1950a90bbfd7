#include "git-backport/survey/named.h"

#include "base/cleanup.h"

#include <git2.h>
#include <string.h>

struct look {
	const git_oid *commit;
	size_t line;
};

/* On the source, or on a line that counts. */
static bool may_be(const struct survey *k, size_t node, size_t line)
{
	for (size_t i = line == GRAPH_NONE ? 0 : line + 1; i <= k->n; i++)
		if (graph_on(&k->graph, node, i))
			return true;
	return false;
}

static const char *tell_elsewhere(struct ctx *c, const struct survey *k,
				  size_t node)
{
	for (size_t i = 0; node != GRAPH_NONE && i < k->n; i++)
		if (graph_on(&k->graph, node, i))
			return arena_printf(&c->repo.arena,
					    "which is only on '%s'",
					    k->name[i]);
	return "which is on no branch that it could come from";
}

/* An abbreviated id that could be several names none. */
static bool is_here(struct ctx *c, const char *hex)
{
	git_commit *commit = NULL;
	git_oid id;
	size_t n = strlen(hex);

	if (git_oid_fromstrn(&id, hex, n) < 0)
		return false;
	bool here = !git_commit_lookup_prefix(&commit, c->repo.git, &id, n);
	git_commit_free(commit);
	return here;
}

/* Where `id` leads; or why it cannot. */
static const char *resolve(struct ctx *c, const struct survey *k,
			   const struct look *l, const char *id, git_oid *out)
{
	size_t node = graph_find_hex(&k->graph, id);

	if (node == GRAPH_NONE && !is_here(c, id))
		return "which is not here";
	if (node == GRAPH_NONE || !may_be(k, node, l->line))
		return tell_elsewhere(c, k, node);
	if (oid_eq(&k->graph.node[node].id, l->commit))
		return "which is itself";
	*out = k->graph.node[node].id;
	return NULL;
}

/* A URL may lead to another project: its id counts if it is one of ours. */
static bool names(const struct survey *k, const struct pointer *p)
{
	return (p->kind == POINTER_PICK || p->kind == POINTER_EDITED) &&
	       p->id &&
	       (!p->url || graph_find_hex(&k->graph, p->id) != GRAPH_NONE);
}

static void read_message(struct ctx *c, const struct survey *k,
			 const struct look *l, const char *message,
			 struct named *out)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct provenance from = { .arena = &arena };

	provenance_read(&from, message, strlen(message));
	out->noted = from.conflicts != 0;
	for (size_t i = 0; i < from.n; i++) {
		if (!names(k, &from.v[i]))
			continue;
		out->id = from.v[i].id;
		out->why = resolve(c, k, l, out->id, &out->origin);
		out->noted = out->noted || from.v[i].partial ||
			     from.v[i].kind == POINTER_EDITED;
	}
	out->id = arena_strdup(&c->repo.arena, out->id);
}

/* Rebased since, or picked from a branch that was. */
static void find_like(const struct survey *k, const git_commit *commit,
		      struct named *out)
{
	const git_signature *by = git_commit_author(commit);

	for (size_t i = 0; i < k->graph.n; i++) {
		const struct node *node = &k->graph.node[i];
		if (node->time != by->when.time || node->merge ||
		    !graph_on(&k->graph, i, k->n) ||
		    strcmp(node->author, by->email) != 0 ||
		    strcmp(node->subject, out->subject) != 0)
			continue;
		out->like = node->id;
		return;
	}
}

int named_look(struct ctx *c, const struct survey *k, const git_oid *commit,
	       size_t line, struct named *out)
{
	struct look l = { commit, line };
	git_commit *read = NULL;

	*out = (struct named){ 0 };
	if (git_commit_lookup(&read, c->repo.git, commit) < 0)
		return error_git("cannot read commit %s", oid_short(commit));
	const char *subject = git_commit_summary(read);
	out->subject = arena_strdup(&c->repo.arena, subject ? subject : "");
	read_message(c, k, &l, git_commit_message(read), out);
	if (out->why)
		find_like(k, read, out);
	git_commit_free(read);
	return 0;
}
