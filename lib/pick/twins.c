#include "pick/twins.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "git/history.h"
#include "pick/apply.h"
#include "pick/graph_read.h"
#include "pick/patch_fill.h"
#include "pick/same_patch.h"

#include <stdlib.h>
#include <string.h>

/* A commit of the source, under one of the things that it can be known by. */
struct clue {
	const char *text; /* a number, a title, a mail */
	long long time;   /* with a mail; else 0 */
	size_t node;
};

struct twin {
	size_t node, origin;
	bool same_author; /* and date, and subject */
	bool same_patch;
};

struct search {
	struct graph *g;
	size_t source;
	struct clue *clue;
	size_t n_clues, alloc_clues;
	struct twin *twin;
	size_t n, alloc;
};

static void add_clue(struct search *s, const char *text, long long time,
		     size_t node)
{
	if (!text || !*text)
		return;
	GROW(s->clue, s->n_clues, s->alloc_clues);
	s->clue[s->n_clues++] = (struct clue){ text, time, node };
}

static const char *title(const struct node *n)
{
	return n->title ? n->title : n->subject;
}

/* What is on the source and is no pick itself. */
static void add_clues(struct search *s)
{
	for (size_t i = 0; i < s->g->n; i++) {
		const struct node *n = &s->g->node[i];
		if (!graph_on(s->g, i, s->source) || n->origin != i)
			continue;
		add_clue(s, n->number, -1, i);
		if (n->merge)
			continue;
		add_clue(s, title(n), 0, i);
		add_clue(s, n->author, n->time, i);
	}
}

static int by_clue(const void *a, const void *b)
{
	const struct clue *x = a, *y = b;
	int rc = x->time < y->time ? -1 : x->time > y->time;

	return rc ? rc : strcmp(x->text, y->text);
}

/* The only one of that key; GRAPH_NONE: there is none, or more. */
static size_t find(const struct search *s, const char *text, long long time)
{
	const struct clue want = { text, time, 0 };
	const struct clue *k = text && *text ?
				       bsearch(&want, s->clue, s->n_clues,
					       sizeof(want), by_clue) :
				       NULL;

	if (!k || (k > s->clue && !by_clue(k - 1, &want)) ||
	    (k + 1 < s->clue + s->n_clues && !by_clue(k + 1, &want)))
		return GRAPH_NONE;
	return k->node;
}

static void propose(struct search *s, size_t i)
{
	const struct node *n = &s->g->node[i];
	size_t origin = find(s, n->author, n->time);

	if (origin == GRAPH_NONE)
		origin = find(s, n->picked, -1);
	if (origin == GRAPH_NONE && n->title)
		origin = find(s, n->title, 0);
	if (origin == GRAPH_NONE || s->g->node[origin].merge)
		return;
	const struct node *o = &s->g->node[origin];
	GROW(s->twin, s->n, s->alloc);
	s->twin[s->n++] =
		(struct twin){ i, origin,
			       n->time == o->time &&
				       !strcmp(n->author, o->author) &&
				       !strcmp(title(n), title(o)),
			       false };
}

static void compare(struct search *s, struct patch_ids *ids)
{
	git_oid *id = xcalloc(2 * s->n, sizeof(*id));

	for (size_t i = 0; i < s->n; i++) {
		id[i] = s->g->node[s->twin[i].node].id;
		id[s->n + i] = s->g->node[s->twin[i].origin].id;
	}
	patch_ids_want(ids, id, 2 * s->n);
	patch_fill_whole(s->g->repo, ids, id, 2 * s->n);
	for (size_t i = 0; i < s->n; i++)
		s->twin[i].same_patch =
			patch_ids_are_same(patch_ids_find(ids, &id[i]),
					   patch_ids_find(ids, &id[s->n + i]));
	free(id);
}

/* A commit that adds nothing says nothing; one without a parent is no pick. */
static void drop_roots(struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		git_oid parent;
		const git_oid *id = &s->g->node[s->twin[i].node].id;
		if (s->twin[i].same_patch ||
		    (!history_parent(s->g->repo, id, 0, &parent) &&
		     !git_oid_is_zero(&parent)))
			s->twin[n++] = s->twin[i];
	}
	s->n = n;
}

/* Put each origin onto the parent of its twin, all at once. */
static int replay(struct search *s, struct pick *pick, git_oid *tree)
{
	struct repo *r = s->g->repo;
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < s->n; i++) {
		const git_oid *node = &s->g->node[s->twin[i].node].id;
		const git_oid *origin = &s->g->node[s->twin[i].origin].id;
		if (s->twin[i].same_patch)
			continue;
		pick[n].commit = *origin;
		if ((rc = history_parent(r, origin, 0, &pick[n].parent)) < 0 ||
		    (rc = history_parent(r, node, 0, &pick[n].onto)) < 0)
			return rc;
		rc = history_tree(r, node, &tree[n++]);
	}
	return rc || !n ? rc : pick_apply(r, pick, n);
}

static void keep(struct search *s, const struct pick *pick, const git_oid *tree)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct twin *t = &s->twin[i];
		bool same = t->same_patch;
		if (!same) {
			same = pick->result == PICK_CLEAN &&
			       oid_eq(&pick->tree, tree);
			pick++;
			tree++;
		}
		if (same || t->same_author)
			graph_add_link(s->g,
				       &(struct link){
					       .from = t->node,
					       .to = t->origin,
					       .kind = same ? POINTER_PICK :
							      POINTER_EDITED,
					       .form = t->same_patch ?
							       "patch-id" :
						       same ? "same change" :
							      "author and date",
				       });
	}
}

static int settle(struct search *s, struct patch_ids *ids)
{
	if (!s->n)
		return 0;
	compare(s, ids);
	drop_roots(s);
	struct pick *pick = xcalloc(s->n + 1, sizeof(*pick));
	git_oid *tree = xcalloc(s->n + 1, sizeof(*tree));
	int rc = replay(s, pick, tree);
	if (!rc)
		keep(s, pick, tree);
	free(pick);
	free(tree);
	if (!rc)
		graph_settle(s->g);
	return rc;
}

int twins_find(struct graph *g, size_t source)
{
	CLEANUP(patch_ids) struct patch_ids ids;
	struct search s = { .g = g, .source = source };

	patch_ids_load(g->repo, &ids);
	add_clues(&s);
	if (s.n_clues)
		qsort(s.clue, s.n_clues, sizeof(*s.clue), by_clue);
	for (size_t i = 0; i < g->n; i++)
		if (same_patch_is_sought(g, i, source))
			propose(&s, i);
	int rc = settle(&s, &ids);
	if (!rc)
		same_patch_find(g, source, &ids);
	patch_ids_save(g->repo, &ids);
	free(s.clue);
	free(s.twin);
	return rc;
}
