#include "git-backport/survey.h"

#include "git/history.h"

#include <string.h>

/* As sort -V: digits count as numbers. */
static int by_line(const void *a, const void *b)
{
	return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

/* The branch that commits come from, and where it is. */
static int find_source(struct ctx *c, struct survey *k, git_oid *tip)
{
	static const enum key_id from[] = { K_BACKPORT_SOURCE, K_DEVELOP,
					    K_MAIN };

	for (int i = 0; i < 3; i++) {
		const char *name = setting(&c->repo.config, from[i]);
		int rc = *name ? branch_newest(c, name, tip) : 0;
		if (rc < 0)
			return rc;
		if (!*name || git_oid_is_zero(tip))
			continue;
		k->source = name;
		return 0;
	}
	int rc = error(E_NOTFOUND, "there is no branch that commits come from");
	error_hint("name it: git config backport.source <branch>");
	return rc;
}

/* Lines whose branch is only on the remote are known from the last fetch. */
static int each_tracked(struct ctx *c, struct targets *t)
{
	git_reference_iterator *it = NULL;
	const char *remote = branch_remote(c), *ref;

	if (!remote)
		return 0;
	const char *glob =
		arena_printf(&c->repo.arena, "refs/remotes/%s/*", remote);
	if (git_reference_iterator_glob_new(&it, c->repo.git, glob) < 0)
		return error_git("cannot read the branches");
	while (!git_reference_next_name(&ref, it))
		targets_know(c, t,
			     ref + strlen("refs/remotes/") + strlen(remote) +
				     1);
	git_reference_iterator_free(it);
	return 0;
}

static int choose(struct ctx *c, struct targets *t, char *const *word, size_t n)
{
	int rc = 1;

	for (size_t i = 0; rc > 0 && i < n; i++) {
		rc = targets_add(c, t, word[i], true);
		if (!rc)
			return targets_none(c, t, word[i]);
	}
	if (!n)
		targets_add_all(c, t);
	if (rc < 0 || t->n)
		return rc < 0 ? rc : 0;
	return targets_none(c, t, "");
}

int survey_read(struct ctx *c, struct survey *k, char *const *word, size_t n)
{
	struct targets t = { 0 };
	int rc = targets_here(c, &t);

	if (!rc)
		rc = each_tracked(c, &t);
	if (!rc)
		rc = choose(c, &t, word, n);
	if (rc < 0)
		return rc;
	k->n = t.n;
	k->name = arena_alloc(&c->repo.arena, t.n * sizeof(*k->name));
	k->tip = arena_alloc(&c->repo.arena, (t.n + 2) * sizeof(*k->tip));
	for (size_t i = 0; i < t.n; i++)
		k->name[i] = t.item[i].branch.name;
	qsort(k->name, k->n, sizeof(*k->name), by_line);
	for (size_t i = 0; !rc && i < k->n; i++)
		rc = branch_newest(c, k->name[i], &k->tip[i]);
	if (!rc)
		rc = find_source(c, k, &k->tip[k->n]);
	if (!rc && k->since)
		rc = repo_commit(&c->repo, k->since, &k->tip[k->n + 1]);
	return rc ? rc :
		    graph_read(&k->graph, &c->repo, k->tip,
			       k->n + 1 + (k->since != NULL));
}

void survey_release(struct survey *k)
{
	graph_release(&k->graph);
}
