#include "pick/graph.h"

#include "pick/graph_read.h"

#include <string.h>

#define BITS (8 * sizeof(unsigned long))

bool graph_on(const struct graph *g, size_t node, size_t tip)
{
	return g->on[node * g->words + tip / BITS] >> (tip % BITS) & 1;
}

/* The first in the order of ids that is not below `id`. */
static size_t lower(const struct graph *g, const git_oid *id)
{
	size_t from = 0, to = g->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (git_oid_cmp(&g->node[g->by_id[mid]].id, id) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

size_t graph_find(const struct graph *g, const git_oid *id)
{
	size_t i = lower(g, id);

	return i < g->n && oid_eq(&g->node[g->by_id[i]].id, id) ? g->by_id[i] :
								  GRAPH_NONE;
}

size_t graph_find_hex(const struct graph *g, const char *hex)
{
	size_t n = strlen(hex);
	git_oid id;

	if (n > GIT_OID_HEXSZ || git_oid_fromstrn(&id, hex, n) < 0)
		return GRAPH_NONE;
	size_t i = lower(g, &id);
	if (i >= g->n || git_oid_ncmp(&g->node[g->by_id[i]].id, &id, n) != 0 ||
	    (i + 1 < g->n &&
	     !git_oid_ncmp(&g->node[g->by_id[i + 1]].id, &id, n)))
		return GRAPH_NONE;
	return g->by_id[i];
}

size_t graph_picks(const struct graph *g, size_t node, const size_t **out)
{
	size_t origin = g->node[node].origin;

	*out = &g->by_origin[g->first[origin]];
	return g->first[origin + 1] - g->first[origin];
}

/* The first of the reverts of what has that origin. */
static size_t first_revert(const struct graph *g, size_t origin)
{
	size_t from = 0, to = g->n_reverts;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (g->node[g->revert[mid].to].origin < origin)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* The newest revert of that origin on a tip that was not taken back itself;
 * GRAPH_NONE: there is none.  A revert of a revert may be one in turn: `depth`
 * keeps two that name one another apart. */
static size_t reverted_by(const struct graph *g, size_t origin, size_t tip,
			  int depth)
{
	size_t found = GRAPH_NONE;

	for (size_t i = first_revert(g, origin);
	     i < g->n_reverts && g->node[g->revert[i].to].origin == origin;
	     i++) {
		size_t by = g->revert[i].from;
		if (!graph_on(g, by, tip) || g->revert[i].partial ||
		    by >= found || g->node[by].origin == origin)
			continue;
		if (depth &&
		    reverted_by(g, g->node[by].origin, tip, depth - 1) < by)
			continue;
		found = by;
	}
	return found;
}

/* The newest that carries the change there. */
static size_t carrier_on(const struct graph *g, size_t node, size_t tip)
{
	const size_t *pick;
	size_t n = graph_picks(g, node, &pick);

	for (size_t i = 0; i < n; i++)
		if (graph_on(g, pick[i], tip))
			return pick[i];
	return GRAPH_NONE;
}

struct present graph_present(const struct graph *g, size_t node, size_t tip)
{
	size_t origin = g->node[node].origin;
	struct present p = { ABSENT, carrier_on(g, node, tip), NULL };

	if (p.carrier == GRAPH_NONE)
		return p;
	size_t by = reverted_by(g, origin, tip, 8);
	const struct link *pick = g->node[p.carrier].pick;
	if (by < p.carrier) {
		p.state = REVERTED;
		p.carrier = by;
		p.evidence = "reverted";
	} else if (graph_on(g, origin, tip)) {
		p.state = ANCESTOR;
		p.carrier = origin;
		p.evidence = "ancestor";
	} else {
		p.state = (pick && pick->kind == POINTER_EDITED) ||
					  g->node[p.carrier].conflicts ?
				  EDITED :
				  PICKED;
		p.evidence = pick ? pick->form : "ancestor";
	}
	return p;
}
