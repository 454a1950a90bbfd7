#include "git-rel/graph/rows.h"

#include "base/cleanup.h"

#include <string.h>

enum { FREE = GRAPH_MAX };

struct layout {
	const struct graphs *g;
	const struct graph *x;
	struct rows *rows;
	size_t wants[LANES_MAX]; /* the node that a lane leads down to, or FREE */
	size_t lane_of_line[GRAPH_MAX + 1];
	size_t own; /* lanes that belong to a branch */
};

/* Main, the release, other branches, develop: those that have a node. */
static void order_lines(struct layout *l)
{
	const struct graphs *g = l->g;
	bool used[GRAPH_MAX + 1] = { false };
	size_t n = g->line.n < GRAPH_MAX ? g->line.n : GRAPH_MAX;

	for (size_t i = 0; i < g->before.n; i++)
		used[g->before.node[i].line] = true;
	for (size_t i = 0; i < g->after.n; i++)
		used[g->after.node[i].line] = true;
	for (size_t i = 0; i < n; i++)
		if (used[i] && !(g->has_develop && i == 1))
			l->lane_of_line[i] = l->own++;
	if (g->has_develop && used[1])
		l->lane_of_line[1] = l->own++;
}

static size_t free_lane(const struct layout *l)
{
	size_t i = l->own;

	while (i < LANES_MAX - 1 && l->wants[i] != FREE)
		i++;
	return i;
}

/* The lane of the node's own branch; else one that leads to it; else a new one. */
static size_t place(const struct layout *l, size_t node)
{
	size_t line = l->x->node[node].line;

	if (line < l->g->line.n) {
		size_t own = l->lane_of_line[line];
		if (l->wants[own] == FREE || l->wants[own] == node)
			return own;
	}
	for (size_t i = 0; i < LANES_MAX; i++)
		if (l->wants[i] == node)
			return i;
	return free_lane(l);
}

static struct row *add_row(struct layout *l, enum row_kind kind, size_t node,
			   size_t lane)
{
	struct rows *rows = l->rows;

	GROW(rows->item, rows->n, rows->alloc);
	struct row *r = &rows->item[rows->n++];
	*r = (struct row){ .kind = kind, .node = node, .lane = lane };
	return r;
}

/* Lanes that go by. */
static void go_by(const struct layout *l, struct row *r)
{
	for (size_t i = 0; i < LANES_MAX; i++)
		if (l->wants[i] != FREE && i != r->lane)
			r->way[i] |= WAY_UP | WAY_DOWN;
}

/* From the row's own lane to another one, which goes on `up` or down. */
static void join(struct row *r, size_t to, unsigned up)
{
	size_t from = r->lane, low = from < to ? from : to;
	size_t high = from < to ? to : from;

	r->way[from] |= from < to ? WAY_RIGHT : WAY_LEFT;
	r->way[to] |= up | (from < to ? WAY_LEFT : WAY_RIGHT);
	for (size_t i = low; i < high; i++)
		r->dash[i] = true;
	/* others that end on the way are passed through */
	for (size_t i = low + 1; i < high; i++)
		if (r->way[i] && (r->way[i] & (WAY_LEFT | WAY_RIGHT)))
			r->way[i] |= WAY_LEFT | WAY_RIGHT;
		else if (!r->way[i])
			r->way[i] = WAY_LEFT | WAY_RIGHT;
}

/* Lanes that lead to this node end here. */
static void take_in(struct layout *l, struct row *r)
{
	bool ends[LANES_MAX] = { false };

	for (size_t i = 0; i < LANES_MAX; i++) {
		if (l->wants[i] != r->node)
			continue;
		l->wants[i] = FREE;
		if (i == r->lane)
			r->way[i] |= WAY_UP;
		else
			ends[i] = true;
	}
	go_by(l, r);
	for (size_t i = 0; i < LANES_MAX; i++)
		if (ends[i])
			join(r, i, WAY_UP);
}

static size_t lane_for(const struct layout *l, size_t parent)
{
	size_t line = l->x->node[parent].line;

	if (line < l->g->line.n && l->wants[l->lane_of_line[line]] == FREE)
		return l->lane_of_line[line];
	for (size_t i = 0; i < LANES_MAX; i++)
		if (l->wants[i] == parent)
			return i;
	return free_lane(l);
}

/* Is a joint of the row on that side of its node? */
static bool is_taken(const struct row *r, size_t to)
{
	return r->way[r->lane] & (to > r->lane ? WAY_RIGHT : WAY_LEFT);
}

/* One parent of it, in a lane of its own: in the node's row, or below it. */
static size_t send_out(struct layout *l, size_t at, size_t in, size_t parent)
{
	struct row *r = &l->rows->item[at];
	size_t to = lane_for(l, parent);

	if (at == in && is_taken(r, to)) {
		struct row *below = add_row(l, ROW_JOINTS, r->node, r->lane);
		below->way[below->lane] = WAY_UP | WAY_DOWN;
		go_by(l, below);
		r = below;
		at = l->rows->n - 1;
		l->rows->item[in].way[below->lane] |= WAY_DOWN;
	}
	join(r, to, WAY_DOWN);
	l->wants[to] = parent;
	return at;
}

/* The way to its parents: the first one straight on. */
static void lead_on(struct layout *l, size_t node, size_t lane)
{
	const struct graph_node *n = &l->x->node[node];
	size_t in = l->rows->n - 1, at = in;
	bool straight = false;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < l->x->n; i++) {
			bool first = n->first >> i & 1;
			if (!(n->down >> i & 1) || first == (pass > 0))
				continue;
			if (!straight && (first || !n->first)) {
				l->rows->item[in].way[lane] |= WAY_DOWN;
				l->wants[lane] = i;
				straight = true;
			} else
				at = send_out(l, at, in, i);
		}
}

static void lay_node(struct layout *l, size_t node)
{
	size_t lane = place(l, node);
	struct row *r = add_row(l, ROW_NODE, node, lane);

	take_in(l, r);
	lead_on(l, node, lane);
	if (!l->x->node[node].more)
		return;
	r = add_row(l, ROW_MORE, node, lane);
	r->way[lane] = WAY_UP | WAY_DOWN;
	go_by(l, r);
}

void rows_lay(struct rows *rows, const struct graphs *g, const struct graph *x)
{
	struct layout l = { .g = g, .x = x, .rows = rows };

	memset(rows, 0, sizeof(*rows));
	for (size_t i = 0; i < LANES_MAX; i++)
		l.wants[i] = FREE;
	order_lines(&l);
	for (size_t i = 0; i < x->n; i++)
		lay_node(&l, i);
	for (size_t i = 0; i < rows->n; i++)
		for (size_t k = rows->lanes; k < LANES_MAX; k++)
			if (rows->item[i].way[k] || rows->item[i].lane == k)
				rows->lanes = k + 1;
}

void rows_release(struct rows *rows)
{
	free(rows->item);
	memset(rows, 0, sizeof(*rows));
}
