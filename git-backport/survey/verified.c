#include "git-backport/survey/verified.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-backport/source/range.h"
#include "git/history.h"

#include <string.h>

/* Where the message names none, what the graph has found by number, author or
 * patch. */
static void take_found(const struct graph *g, struct verified *v)
{
	size_t node = graph_find(g, &v->graded.commit);

	if (node == GRAPH_NONE || !g->node[node].pick ||
	    g->node[node].origin == node)
		return;
	v->graded.origin = g->node[g->node[node].origin].id;
	v->graded.grade = GRADE_EDITED;
	v->found = g->node[node].pick->form;
}

static int add(struct ctx *c, struct verified_all *all, const char *target,
	       const git_oid *id, size_t line)
{
	GROW(all->item, all->n, all->alloc);
	struct verified *v = &all->item[all->n];
	*v = (struct verified){ .target = target };
	v->graded.commit = *id;
	int rc = history_parent(&c->repo, id, 0, &v->graded.parent);
	if (!rc)
		rc = named_look(c, &all->survey, id, line, &v->named);
	if (rc < 0)
		return rc;
	v->graded.origin = v->named.origin;
	v->graded.grade = v->named.why ? GRADE_UNKNOWN :
			  v->named.id  ? GRADE_EDITED :
					 GRADE_OWN;
	if (v->graded.grade == GRADE_OWN)
		take_found(&all->survey.graph, v);
	all->n++;
	return 0;
}

/* The oldest line that has it; GRAPH_NONE: none, or the source has it, too. */
static size_t line_of(const struct survey *k, size_t node, bool asked)
{
	if (node == GRAPH_NONE || graph_on(&k->graph, node, k->n))
		return GRAPH_NONE;
	for (size_t i = 0; i < k->n; i++)
		if ((k->asked[i] || !asked) && graph_on(&k->graph, node, i))
			return i;
	return GRAPH_NONE;
}

static int add_lines(struct ctx *c, struct verified_all *all)
{
	const struct survey *k = &all->survey;
	int rc = 0;

	for (size_t t = 0; t < k->n; t++)
		for (size_t i = 0; !rc && k->asked[t] && i < k->graph.n; i++)
			if (!k->graph.node[i].merge && line_of(k, i, true) == t)
				rc = add(c, all, k->name[t],
					 &k->graph.node[i].id, t);
	return rc;
}

static bool is_told(const struct verified_all *all, const git_oid *id)
{
	for (size_t i = 0; i < all->n; i++)
		if (oid_eq(&all->item[i].graded.commit, id))
			return true;
	return false;
}

static int add_range(struct ctx *c, struct verified_all *all, const char *range)
{
	const struct survey *k = &all->survey;
	git_oid *id;
	size_t n;
	int rc = range_read(c, range, false, &id, &n);

	for (size_t i = n; !rc && i-- > 0;) { /* newest first, as lines are */
		size_t node = graph_find(&k->graph, &id[i]);
		if (!is_told(all, &id[i]) &&
		    (node == GRAPH_NONE || !graph_on(&k->graph, node, k->n)))
			rc = add(c, all, range, &id[i],
				 line_of(k, node, false));
	}
	return rc;
}

static int grade(struct ctx *c, struct verified_all *all)
{
	struct graded *g = xcalloc(all->n + 1, sizeof(*g));

	for (size_t i = 0; i < all->n; i++)
		g[i] = all->item[i].graded;
	int rc = grade_all(&c->repo, g, all->n);
	for (size_t i = 0; i < all->n; i++)
		all->item[i].graded = g[i];
	free(g);
	return rc;
}

int verified_read(struct ctx *c, struct verified_all *all, char *const *word,
		  size_t n)
{
	CLEANUP(strvec) struct strvec lines = STRVEC_INIT;
	int rc = history_need_whole(&c->repo);

	for (size_t i = 0; i < n; i++)
		if (!strstr(word[i], ".."))
			strvec_push(&lines, word[i]);
	all->survey.whole = true;
	if (!rc)
		rc = survey_read(c, &all->survey, lines.v, lines.n);
	if (!rc && (lines.n || !n))
		rc = add_lines(c, all);
	for (size_t i = 0; !rc && i < n; i++)
		if (strstr(word[i], ".."))
			rc = add_range(c, all, word[i]);
	return rc ? rc : grade(c, all);
}

void verified_release(struct verified_all *all)
{
	survey_release(&all->survey);
	free(all->item);
}
