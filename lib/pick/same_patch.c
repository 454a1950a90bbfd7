#include "pick/same_patch.h"

#include "base/alloc.h"
#include "pick/graph_read.h"
#include "pick/patch_fill.h"

#include <stdlib.h>
#include <string.h>

/* A commit, and how its paths are hashed. */
struct one {
	uint64_t paths;
	size_t node;
	bool wanted; /* more has to be known of it */
	bool large;  /* a pick: the files are */
};

struct list {
	struct one *v;
	size_t n, alloc;
};

struct search {
	struct graph *g;
	size_t source;
	struct patch_ids *ids;
	struct list picks, origins;
};

bool same_patch_is_sought(const struct graph *g, size_t node, size_t source)
{
	const struct node *n = &g->node[node];

	if (n->merge || n->origin != node || graph_on(g, node, source))
		return false;
	for (size_t t = 0; t < source; t++)
		if (graph_on(g, node, t))
			return true;
	return false;
}

static void add(struct list *l, size_t node)
{
	GROW(l->v, l->n, l->alloc);
	l->v[l->n++] = (struct one){ .node = node };
}

/* Does a target with a commit that is looked at lack the change? */
static bool is_lacked(const struct search *s, const bool *matters, size_t node)
{
	const size_t *pick;
	size_t n = graph_picks(s->g, node, &pick);

	for (size_t t = 0; t < s->source; t++) {
		bool there = !matters[t];
		for (size_t i = 0; !there && i < n; i++)
			there = graph_on(s->g, pick[i], t);
		if (!there)
			return true;
	}
	return false;
}

/* What has a word of its own is settled, and so is what all have. */
static void collect(struct search *s)
{
	const struct graph *g = s->g;
	bool *matters = xcalloc(s->source + 1, sizeof(*matters));

	for (size_t i = 0; i < g->n; i++) {
		if (!same_patch_is_sought(g, i, s->source))
			continue;
		add(&s->picks, i);
		for (size_t t = 0; t < s->source; t++)
			matters[t] |= graph_on(g, i, t);
	}
	for (size_t i = 0; s->picks.n && i < g->n; i++)
		if (graph_on(g, i, s->source) && !g->node[i].merge &&
		    g->node[i].origin == i && is_lacked(s, matters, i))
			add(&s->origins, i);
	free(matters);
}

/* Of all, or of those that more is wanted of, which then is no more. */
static git_oid *take_ids(const struct search *s, bool all, size_t *n)
{
	const struct list *both[] = { &s->picks, &s->origins };
	git_oid *id = xcalloc(s->picks.n + s->origins.n + 1, sizeof(*id));

	*n = 0;
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->n; i++) {
			struct one *one = &both[k]->v[i];
			if (all || one->wanted)
				id[(*n)++] = s->g->node[one->node].id;
			one->wanted = false;
		}
	return id;
}

static struct patch_id *known(const struct search *s, size_t node)
{
	return patch_ids_find(s->ids, &s->g->node[node].id);
}

static void read_paths(struct search *s)
{
	size_t n;
	git_oid *id = take_ids(s, true, &n);

	patch_ids_want(s->ids, id, n);
	patch_fill_paths(s->g->repo, s->ids, id, n);
	free(id);
	for (size_t i = 0; i < s->picks.n; i++)
		s->picks.v[i].paths = known(s, s->picks.v[i].node)->paths;
	for (size_t i = 0; i < s->origins.n; i++)
		s->origins.v[i].paths = known(s, s->origins.v[i].node)->paths;
}

static int by_paths(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->paths != y->paths)
		return x->paths < y->paths ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

/* Is the pick somewhere where the origin is not? */
static bool can_be(const struct search *s, size_t pick, size_t origin)
{
	for (size_t t = 0; t < s->source; t++)
		if (graph_on(s->g, pick, t) && !graph_on(s->g, origin, t))
			return true;
	return false;
}

/* Calls `each` with a pick and an origin that have the same paths. */
static void each_meeting(struct search *s,
			 void (*each)(struct search *, struct one *,
				      struct one *))
{
	for (size_t i = 0, k = 0; i < s->picks.n; i++) {
		struct one *p = &s->picks.v[i];
		while (k < s->origins.n && s->origins.v[k].paths < p->paths)
			k++;
		if (p->paths == PATHS_UNKNOWN || p->paths == PATHS_NONE)
			continue;
		for (size_t m = k;
		     m < s->origins.n && s->origins.v[m].paths == p->paths; m++)
			if (can_be(s, p->node, s->origins.v[m].node))
				each(s, p, &s->origins.v[m]);
	}
}

/* Of picks with the same paths the first tells whether the files are large. */
static void want_first(struct search *s, struct one *pick, struct one *origin)
{
	(void)origin;
	pick->wanted = pick == s->picks.v || pick[-1].paths != pick->paths;
}

static void want_sizes(struct search *s, struct one *pick, struct one *origin)
{
	uint64_t sizes = known(s, pick->node)->sizes;

	pick->large = pick > s->picks.v && pick[-1].paths == pick->paths ?
			      pick[-1].large :
			      (sizes & SIZES_LARGE) != 0;
	if (pick->large)
		pick->wanted = origin->wanted = true;
}

/* White space does not count, and may be all that makes sizes differ; but large
 * files are not read for that. */
static void want_whole(struct search *s, struct one *pick, struct one *origin)
{
	if (!pick->large ||
	    known(s, pick->node)->sizes == known(s, origin->node)->sizes)
		pick->wanted = origin->wanted = true;
}

/* What came twice, and was taken back in between, is there twice. */
static void link_same(struct search *s, struct one *pick, struct one *origin)
{
	if (patch_ids_are_same(known(s, pick->node), known(s, origin->node)))
		graph_add_link(s->g, &(struct link){ .from = pick->node,
						     .to = origin->node,
						     .kind = POINTER_PICK,
						     .form = "patch-id" });
}

static void fill(struct search *s,
		 void (*with)(struct repo *, struct patch_ids *,
			      const git_oid *, size_t),
		 void (*which)(struct search *, struct one *, struct one *))
{
	size_t n;

	each_meeting(s, which);
	git_oid *id = take_ids(s, false, &n);
	with(s->g->repo, s->ids, id, n);
	free(id);
}

static void compare(struct search *s)
{
	size_t links = s->g->n_links;

	qsort(s->picks.v, s->picks.n, sizeof(*s->picks.v), by_paths);
	qsort(s->origins.v, s->origins.n, sizeof(*s->origins.v), by_paths);
	fill(s, patch_fill_sizes, want_first);
	fill(s, patch_fill_sizes, want_sizes);
	fill(s, patch_fill_whole, want_whole);
	each_meeting(s, link_same);
	if (s->g->n_links > links)
		graph_settle(s->g);
}

void same_patch_find(struct graph *g, size_t source, struct patch_ids *ids)
{
	struct search s = { .g = g, .source = source, .ids = ids };

	collect(&s);
	if (s.picks.n && s.origins.n) {
		read_paths(&s);
		compare(&s);
	}
	free(s.picks.v);
	free(s.origins.v);
}
