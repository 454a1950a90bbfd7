#include "pick/graph_read.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "pick/ascii.h"

#include <string.h>

#define BITS (8 * sizeof(unsigned long))

/* What is not resolved yet. */
struct parent {
	size_t child;
	git_oid id;
};
struct said {
	size_t node;
	struct pointer pointer;
};

struct reader {
	struct graph *g;
	struct strbuf rest; /* of a record that is not complete */
	size_t alloc;
	struct parent *parent;
	size_t n_parents, alloc_parents;
	struct said *said;
	size_t n_said, alloc_said;
	bool damaged;
};

static struct node *add_node(struct reader *rd)
{
	struct graph *g = rd->g;

	GROW(g->node, g->n, rd->alloc);
	g->node[g->n] = (struct node){ .origin = g->n };
	return &g->node[g->n++];
}

static bool read_ids(struct reader *rd, struct node *node, const char *line,
		     size_t n)
{
	size_t parents = 0;

	if (n < GIT_OID_HEXSZ ||
	    git_oid_fromstrn(&node->id, line, GIT_OID_HEXSZ) < 0)
		return false;
	for (size_t at = GIT_OID_HEXSZ + 1; at + GIT_OID_HEXSZ <= n;
	     at += GIT_OID_HEXSZ + 1, parents++) {
		struct parent *p;
		GROW(rd->parent, rd->n_parents, rd->alloc_parents);
		p = &rd->parent[rd->n_parents++];
		p->child = rd->g->n - 1;
		if (git_oid_fromstrn(&p->id, line + at, GIT_OID_HEXSZ) < 0)
			return false;
	}
	node->merge = parents > 1;
	return true;
}

static bool is_wanted(const struct pointer *p)
{
	return p->id && !p->url && p->kind <= POINTER_DEP;
}

/* By what it may be known where nobody names its id.  Of several numbers in a
 * subject the first is that of the change itself. */
static void take_name(struct node *node, const struct pointer *p)
{
	if (p->kind == POINTER_TITLE && !node->title)
		node->title = p->subject;
	else if (p->kind == POINTER_PICK_CHANGE && !node->picked && !p->url)
		node->picked = p->id;
	else if (p->kind == POINTER_CHANGE && !node->number && p->id &&
		 ascii_digits(p->id, strlen(p->id)) == strlen(p->id))
		node->number = p->id;
}

static void read_message(struct reader *rd, struct node *node,
			 const char *message, size_t n)
{
	struct arena *arena = &rd->g->repo->arena;
	struct provenance from = { .arena = arena };
	size_t subject = strcspn(message, "\n");

	node->subject = arena_strndup(arena, message, subject);
	provenance_read(&from, message, n);
	node->conflicts = from.conflicts != 0;
	for (size_t i = 0; i < from.n; i++) {
		take_name(node, &from.v[i]);
		if (!is_wanted(&from.v[i]))
			continue;
		GROW(rd->said, rd->n_said, rd->alloc_said);
		rd->said[rd->n_said++] =
			(struct said){ rd->g->n - 1, from.v[i] };
	}
}

/* Mails repeat, and their neighbours are likely to be the same. */
static const char *keep_mail(struct reader *rd, const char *s, size_t n)
{
	struct graph *g = rd->g;

	for (size_t i = 2; i < 12 && i <= g->n; i++) {
		const char *known = g->node[g->n - i].author;
		if (!strncmp(known, s, n) && !known[n])
			return known;
	}
	return arena_strndup(&g->repo->arena, s, n);
}

static void read_record(struct reader *rd, const char *record)
{
	size_t ids = strcspn(record, "\n");
	const char *mail = record + ids + (record[ids] == '\n');
	size_t n = strcspn(mail, "\n");
	const char *time = mail + n + (mail[n] == '\n');
	const char *message = time + strcspn(time, "\n");
	struct node *node = add_node(rd);

	node->author = "";
	if (!read_ids(rd, node, record, ids)) {
		rd->damaged = true;
		return;
	}
	node->author = keep_mail(rd, mail, n);
	node->time = strtoll(time, NULL, 10);
	message += *message == '\n';
	read_message(rd, node, message, strlen(message));
}

static void take(void *arg, const char *data, size_t n)
{
	struct reader *rd = arg;
	const char *end = data + n, *nul;

	for (nul = memchr(data, '\0', n); nul;
	     nul = memchr(data, '\0', (size_t)(end - data))) {
		if (rd->rest.len) {
			strbuf_add(&rd->rest, data, (size_t)(nul - data));
			read_record(rd, rd->rest.buf);
			strbuf_reset(&rd->rest);
		} else {
			read_record(rd, data);
		}
		data = nul + 1;
	}
	strbuf_add(&rd->rest, data, (size_t)(end - data));
}

static int ask(struct reader *rd, const git_oid *tip, size_t n)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (const char *const *e = rd->g->repo->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&env, "GIT_FLUSH=0"); /* else each commit is a write */
	strvec_pushl(&argv, "git", "log", "-z", "--topo-order",
		     "--no-show-signature", "--encoding=UTF-8", GRAPH_FORMAT,
		     (char *)NULL);
	for (size_t i = 0; i < n; i++)
		strvec_push(&argv, oid_hex(&tip[i]));
	strvec_push(&argv, "--");
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .out = &out,
			   .seen = take,
			   .seen_arg = rd };
	int rc = run_command(&run);
	if (rc < 0)
		return rc;
	if (rd->rest.len)
		read_record(rd, rd->rest.buf);
	return rc || rd->damaged ? error(E_FAIL, "cannot read git's log") : 0;
}

static const struct graph *sorting;

static int by_id(const void *a, const void *b)
{
	return git_oid_cmp(&sorting->node[*(const size_t *)a].id,
			   &sorting->node[*(const size_t *)b].id);
}

static void sort_ids(struct graph *g)
{
	g->by_id = xcalloc(g->n + 1, sizeof(*g->by_id));
	for (size_t i = 0; i < g->n; i++)
		g->by_id[i] = i;
	sorting = g;
	qsort(g->by_id, g->n, sizeof(*g->by_id), by_id);
}

/* Children come before their parents, so one pass tells all of them on which
 * tips they are. */
static void spread(struct reader *rd, const git_oid *tip)
{
	struct graph *g = rd->g;

	g->words = (g->n_tips + BITS - 1) / BITS;
	g->on = xcalloc(g->n * g->words + 1, sizeof(*g->on));
	for (size_t i = 0; i < g->n_tips; i++) {
		size_t at = graph_find(g, &tip[i]);
		if (at != GRAPH_NONE)
			g->on[at * g->words + i / BITS] |= 1UL << (i % BITS);
	}
	for (size_t i = 0; i < rd->n_parents; i++) {
		size_t at = graph_find(g, &rd->parent[i].id);
		for (size_t w = 0; at != GRAPH_NONE && w < g->words; w++)
			g->on[at * g->words + w] |=
				g->on[rd->parent[i].child * g->words + w];
	}
}

/* A commit is no pick of itself, nor of what comes after it. */
static void resolve(struct reader *rd)
{
	struct graph *g = rd->g;

	g->alloc_links = rd->n_said + 1;
	g->link = xcalloc(g->alloc_links, sizeof(*g->link));
	for (size_t i = 0; i < rd->n_said; i++) {
		const struct said *s = &rd->said[i];
		size_t to = graph_find_hex(g, s->pointer.id);
		if (to == GRAPH_NONE || to == s->node)
			continue;
		g->link[g->n_links++] =
			(struct link){ .from = s->node,
				       .to = to,
				       .kind = s->pointer.kind,
				       .form = s->pointer.form,
				       .partial = s->pointer.partial,
				       .order = i };
	}
}

static size_t find_origin(const struct graph *g, size_t node)
{
	for (size_t hops = 0; g->node[node].origin != node && hops < g->n;
	     hops++)
		node = g->node[node].origin;
	return node;
}

/* Of several lines the first names the origin: git adds its own at the end. */
static void find_origins(struct graph *g)
{
	for (size_t i = 0; i < g->n_links; i++) {
		const struct link *l = &g->link[i];
		struct node *from = &g->node[l->from];
		if (l->kind != POINTER_PICK && l->kind != POINTER_EDITED)
			continue;
		if (!from->pick || l->kind == POINTER_EDITED)
			from->pick = l;
		if (from->origin == l->from && find_origin(g, l->to) != l->from)
			from->origin = l->to;
	}
	for (size_t i = 0; i < g->n; i++)
		g->node[i].origin = find_origin(g, i);
}

/* One that takes several changes together is a pick of each: calls `each` with
 * the origin and the node, by node. */
static void each_carrier(struct graph *g,
			 void (*each)(struct graph *g, size_t origin,
				      size_t node))
{
	size_t k = 0;

	for (size_t i = 0; i < g->n; i++) {
		each(g, g->node[i].origin, i);
		for (; k < g->n_links && g->link[k].from == i; k++) {
			const struct link *l = &g->link[k];
			size_t origin = g->node[l->to].origin;
			if ((l->kind == POINTER_PICK ||
			     l->kind == POINTER_EDITED) &&
			    origin != g->node[i].origin && origin != i)
				each(g, origin, i);
		}
	}
}

static void count_one(struct graph *g, size_t origin, size_t node)
{
	(void)node;
	g->first[origin + 2]++;
}

static void put_one(struct graph *g, size_t origin, size_t node)
{
	g->by_origin[g->first[origin + 1]++] = node;
}

/* Those of one origin together, newest first: a counting sort, in which first[i +
 * 1] moves from the beginning of i's to their end. */
static void group(struct graph *g)
{
	g->first = xcalloc(g->n + 3, sizeof(*g->first));
	g->by_origin = xcalloc(g->n + g->n_links + 1, sizeof(*g->by_origin));
	each_carrier(g, count_one);
	for (size_t i = 0; i <= g->n; i++)
		g->first[i + 1] += g->first[i];
	each_carrier(g, put_one);
}

static int by_reverted(const void *a, const void *b)
{
	const struct link *x = a, *y = b;
	size_t m = sorting->node[x->to].origin, n = sorting->node[y->to].origin;

	return m < n ? -1 : m > n;
}

static void find_reverts(struct graph *g)
{
	g->revert = xcalloc(g->n_links + 1, sizeof(*g->revert));
	for (size_t i = 0; i < g->n_links; i++)
		if (g->link[i].kind == POINTER_REVERT ||
		    g->link[i].kind == POINTER_REAPPLY)
			g->revert[g->n_reverts++] = g->link[i];
	sorting = g;
	qsort(g->revert, g->n_reverts, sizeof(*g->revert), by_reverted);
}

static int by_from(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void graph_add_link(struct graph *g, const struct link *l)
{
	GROW(g->link, g->n_links, g->alloc_links);
	g->link[g->n_links] = *l;
	g->link[g->n_links].order = g->n_links;
	g->n_links++;
}

void graph_settle(struct graph *g)
{
	free(g->by_origin);
	free(g->first);
	free(g->revert);
	g->n_reverts = 0;
	for (size_t i = 0; i < g->n; i++) {
		g->node[i].origin = i;
		g->node[i].pick = NULL;
	}
	qsort(g->link, g->n_links, sizeof(*g->link), by_from);
	find_origins(g);
	group(g);
	find_reverts(g);
}

static void reader_release(struct reader *rd)
{
	strbuf_release(&rd->rest);
	free(rd->parent);
	free(rd->said);
}

int graph_read(struct graph *g, struct repo *r, const git_oid *tip, size_t n)
{
	struct reader rd = { .g = g, .rest = STRBUF_INIT };

	*g = (struct graph){ .repo = r, .n_tips = n };
	int rc = ask(&rd, tip, n);
	if (!rc) {
		sort_ids(g);
		spread(&rd, tip);
		resolve(&rd);
		graph_settle(g);
	}
	reader_release(&rd);
	return rc;
}

void graph_release(struct graph *g)
{
	free(g->node);
	free(g->on);
	free(g->by_id);
	free(g->link);
	free(g->by_origin);
	free(g->first);
	free(g->revert);
	memset(g, 0, sizeof(*g));
}
