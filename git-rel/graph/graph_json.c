#include "git-rel/graph/graph.h"

#include "base/json.h"

static void add_number(json_object *o, const char *key, size_t n)
{
	json_object_object_add(o, key, json_object_new_int64((int64_t)n));
}

static json_object *node_json(const struct graph_node *n, size_t number)
{
	json_object *o = json_object_new_object();

	add_number(o, "node", number);
	if (!n->made)
		json_add_str(o, "commit", oid_hex(&n->id));
	json_object_object_add(o, "new", json_object_new_boolean(n->made));
	json_add_str(o, "subject", n->subject);
	add_number(o, "more", n->more);
	return o;
}

static json_object *edge_json(size_t from, size_t to)
{
	json_object *o = json_object_new_object();

	add_number(o, "from", from);
	add_number(o, "to", to);
	return o;
}

static void add_ref(json_object *refs, const struct graph *x,
		    const struct graph_ref *r)
{
	size_t node = 0;

	while (node < x->n && !oid_eq(&x->node[node].id, &r->at))
		node++;
	if (node == x->n) /* there was no room for it */
		return;
	json_object *o = json_object_new_object();
	json_add_str(o, "ref", r->name);
	add_number(o, "node", node);
	json_object_object_add(o, "moves", json_object_new_boolean(r->moves));
	json_object_array_add(refs, o);
}

static json_object *picture_json(const struct graph *x)
{
	json_object *o = json_object_new_object();
	json_object *nodes = json_object_new_array();
	json_object *edges = json_object_new_array();
	json_object *refs = json_object_new_array();

	for (size_t i = 0; i < x->n; i++) {
		json_object_array_add(nodes, node_json(&x->node[i], i));
		for (size_t k = 0; k < x->n; k++)
			if (x->node[i].down >> k & 1)
				json_object_array_add(edges, edge_json(i, k));
	}
	for (size_t i = 0; i < x->n_refs; i++)
		add_ref(refs, x, &x->ref[i]);
	json_add_str(o, "head", x->head);
	json_object_object_add(o, "nodes", nodes);
	json_object_object_add(o, "edges", edges);
	json_object_object_add(o, "refs", refs);
	json_object_object_add(o, "whole", json_object_new_boolean(!x->full));
	return o;
}

json_object *graphs_json(const struct graphs *g)
{
	json_object *o = json_object_new_object();
	json_object *also = json_object_new_array();

	json_add_str(o, "release", g->release);
	json_add_str(o, "command", g->command);
	json_add_str(o, "why", g->why);
	json_add_str(o, "unasked", g->unasked);
	json_add_str(o, "missing", g->missing);
	json_object_object_add(o, "before", picture_json(&g->before));
	if (!g->why)
		json_object_object_add(o, "after", picture_json(&g->after));
	for (size_t i = 0; i < g->also.n; i++)
		json_object_array_add(also,
				      json_object_new_string(g->also.v[i]));
	json_object_object_add(o, "also", also);
	return o;
}
