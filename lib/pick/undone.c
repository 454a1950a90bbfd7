#include "pick/undone.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/strbuf.h"
#include "pick/graph_read.h"

#include <stdlib.h>
#include <string.h>

struct named {
	const char *title;
	size_t node;
};

struct search {
	struct graph *g;
	bool *explained; /* by an id: nodes */
	struct named *named;
	size_t n;
};

static int by_title(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->title,
		      ((const struct named *)b)->title);
}

/* Each title once more without the number that the forge adds. */
static void collect(struct search *s)
{
	const struct graph *g = s->g;

	s->named = xcalloc(2 * g->n + 1, sizeof(*s->named));
	for (size_t i = 0; i < g->n; i++) {
		const struct node *n = &g->node[i];
		if (n->merge)
			continue;
		s->named[s->n++] = (struct named){ n->subject, i };
		if (n->title && strcmp(n->title, n->subject) != 0)
			s->named[s->n++] = (struct named){ n->title, i };
	}
	qsort(s->named, s->n, sizeof(*s->named), by_title);
}

/* Has each line with the one also the other, before it? */
static bool is_before(const struct graph *g, size_t node, size_t later)
{
	if (node <= later)
		return false;
	for (size_t t = 0; t < g->n_tips; t++)
		if (graph_on(g, later, t) && !graph_on(g, node, t))
			return false;
	return true;
}

static size_t find(const struct search *s, size_t revert, const char *title)
{
	const struct named want = { title, 0 };
	const struct named *end = s->named + s->n;
	const struct named *k =
		bsearch(&want, s->named, s->n, sizeof(want), by_title);
	size_t found = GRAPH_NONE;

	while (k && k > s->named && !by_title(k - 1, &want))
		k--;
	for (; k && k < end && !by_title(k, &want); k++) {
		if (!is_before(s->g, k->node, revert))
			continue;
		if (found != GRAPH_NONE)
			return GRAPH_NONE;
		found = k->node;
	}
	return found;
}

/* Behind the quote comes nothing but the number of a request: "in part" is
 * another revert. */
static bool is_all(const char *behind)
{
	behind += strspn(behind, " ");
	return !*behind || starts_with(behind, "(#");
}

/* The title of what a subject says that it takes back; a Reapply takes back the
 * revert. */
static bool undoes(const char *subject, struct strbuf *title)
{
	bool again = starts_with(subject, "Reapply \"");
	const char *open = strchr(subject, '"');
	const char *close = strrchr(subject, '"');

	if ((!again && !starts_with(subject, "Revert \"")) || close == open ||
	    !is_all(close + 1))
		return false;
	strbuf_adds(title, again ? "Revert \"" : "");
	strbuf_add(title, open + 1, (size_t)(close - open) - 1);
	strbuf_adds(title, again ? "\"" : "");
	return true;
}

static void look(struct search *s, size_t node)
{
	CLEANUP(strbuf) struct strbuf title = STRBUF_INIT;
	struct graph *g = s->g;

	if (s->explained[node] || g->node[node].merge ||
	    !undoes(g->node[node].subject, &title))
		return;
	if (!s->named)
		collect(s);
	size_t to = find(s, node, title.buf);
	if (to != GRAPH_NONE)
		graph_add_link(g, &(struct link){ .from = node,
						  .to = to,
						  .kind = POINTER_REVERT,
						  .form = "Revert \"...\"" });
}

void undone_find(struct graph *g)
{
	struct search s = { .g = g };
	size_t links = g->n_links;

	s.explained = xcalloc(g->n + 1, sizeof(*s.explained));
	for (size_t i = 0; i < links; i++)
		if (g->link[i].kind == POINTER_REVERT ||
		    g->link[i].kind == POINTER_REAPPLY)
			s.explained[g->link[i].from] = true;
	for (size_t i = 0; i < g->n; i++)
		look(&s, i);
	if (g->n_links > links)
		graph_settle(g);
	free(s.explained);
	free(s.named);
}
