#include "git-backport/survey/survey.h"

#include "git-backport/source/origin.h"
#include "git-backport/survey/requests.h"
#include "git/history.h"
#include "pick/twins.h"
#include "pick/undone.h"

#include <string.h>

static size_t digits(const char **s)
{
	*s += strspn(*s, "0");
	return strspn(*s, "0123456789");
}

/* Digits count as numbers: 9.x comes before 10.x. */
static int by_line(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	const char *whole[] = { x, y };
	int diff = 0;

	while (!diff && *x && *y) {
		size_t n = 1, m = 1;
		if (*x >= '0' && *x <= '9' && *y >= '0' && *y <= '9') {
			n = digits(&x);
			m = digits(&y);
		}
		diff = n == m ? strncmp(x, y, n) : n < m ? -1 : 1;
		x += n;
		y += m;
	}
	return diff     ? diff :
	       *x || *y ? strcmp(x, y) :
			  strcmp(whole[0], whole[1]);
}

/* The branch that commits come from, and where it is. */
static int find_source(struct ctx *c, struct survey *k, git_oid *tip)
{
	for (size_t i = 0; i < ORIGINS; i++) {
		const char *name = origin_name(c, i);
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

/* In the order of the lines; the first `n` of the targets are asked for. */
static void sort_lines(struct ctx *c, struct survey *k, const struct targets *t,
		       size_t n)
{
	struct arena *arena = &c->repo.arena;

	k->n = t->n;
	k->name = arena_alloc(arena, t->n * sizeof(*k->name));
	k->tip = arena_alloc(arena, (t->n + 2) * sizeof(*k->tip));
	k->asked = arena_alloc(arena, t->n * sizeof(*k->asked));
	for (size_t i = 0; i < t->n; i++)
		k->name[i] = t->item[i].branch.name;
	qsort(k->name, k->n, sizeof(*k->name), by_line);
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < n && !k->asked[i]; j++)
			k->asked[i] = k->name[i] == t->item[j].branch.name;
}

int survey_read(struct ctx *c, struct survey *k, char *const *word, size_t n)
{
	struct targets t = { 0 };
	int rc = history_need_whole(&c->repo);

	c->repo.dry_run = true; /* who only looks writes nothing here */
	if (!rc)
		rc = targets_known_here(c, &t);
	if (!rc)
		rc = choose(c, &t, word, n);
	if (rc < 0)
		return rc;
	size_t asked = t.n;
	if (k->whole)
		targets_add_all(c, &t);
	sort_lines(c, k, &t, asked);
	for (size_t i = 0; !rc && i < k->n; i++)
		rc = branch_newest(c, k->name[i], &k->tip[i]);
	if (!rc)
		rc = find_source(c, k, &k->tip[k->n]);
	if (!rc && k->since)
		rc = repo_commit(&c->repo, k->since, &k->tip[k->n + 1]);
	if (!rc)
		rc = declines_read(&c->repo, &k->declines);
	if (!rc)
		rc = graph_read(&k->graph, &c->repo, k->tip,
				k->n + 1 + (k->since != NULL));
	if (rc < 0)
		return rc;
	undone_find(&k->graph);
	return twins_find(&k->graph, k->n);
}

/* A decision is noted on any commit of the change. */
const struct declined *survey_declined(const struct survey *k, size_t node,
				       size_t target)
{
	const size_t *pick;
	size_t n = k->declines.n ? graph_picks(&k->graph, node, &pick) : 0;

	for (size_t i = 0; i < n; i++) {
		const struct declined *d =
			declines_find(&k->declines, &k->graph.node[pick[i]].id,
				      k->name[target]);
		if (d)
			return d;
	}
	return NULL;
}

struct present survey_cell(const struct survey *k, size_t node, size_t target)
{
	struct present p = graph_present(&k->graph, node, target);
	const struct declined *d = p.state == ABSENT || p.state == REVERTED ?
					   survey_declined(k, node, target) :
					   NULL;

	if (d) {
		p.state = DECLINED;
		p.evidence = d->reason;
	}
	const struct request *r = p.state == ABSENT && k->requests ?
					  requests_of_change(k->requests,
							     &k->graph, node,
							     target) :
					  NULL;
	if (r) {
		p.state = REQUESTED;
		p.evidence = r->name;
	}
	return p;
}

void survey_porcelain(const struct survey *k, const struct porcelain *p)
{
	porcelain_head(p);
	for (size_t i = 0; i < k->n; i++)
		if (k->asked[i])
			porcelain_target(p, k->name[i], &k->tip[i]);
}

void survey_release(struct survey *k)
{
	graph_release(&k->graph);
}
