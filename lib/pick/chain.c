#include "pick/chain.h"

#include "git/history.h"
#include "object/stand_in.h"

#include <string.h>

/* As measured: longer chains do not close, or nobody wants them. */
enum { DEPTH = 5, AT_A_STEP = 6, LINKS = 20, TRIES = 150 };

struct candidate {
	git_oid commit;
	size_t age; /* node of the graph: larger is older */
	int depth;  /* how far from the commit that is asked about */
	bool empty; /* it changes nothing there */
};

struct work {
	struct chain *chain;
	struct repo *repo;
	struct candidate v[LINKS]; /* oldest first */
	git_oid tip[LINKS + 1];    /* the target with the first i on it */
	size_t n, good;    /* so many of them apply one after the other */
	git_oid no[LINKS]; /* given up */
	size_t n_no;
	int tries;
};

/* Put number `i` on what is before it. */
static int try_one(struct work *w, size_t i, struct pick *p)
{
	struct candidate *k = &w->v[i];
	unsigned parent = i + 1 == w->n && w->chain->mainline ?
				  w->chain->mainline - 1 :
				  0;

	*p = (struct pick){ .commit = k->commit, .onto = w->tip[i] };
	w->tries++;
	int rc = history_parent(w->repo, &k->commit, parent, &p->parent);
	if (!rc)
		rc = pick_apply(w->repo, p, 1);
	k->empty = !rc && p->result == PICK_EMPTY;
	w->tip[i + 1] = w->tip[i];
	if (rc || p->result != PICK_CLEAN)
		return rc;
	return stand_in_commit(w->repo, &k->commit, &p->tree, &w->tip[i], 1,
			       &w->tip[i + 1]);
}

/* As far as it goes; `p` is the one that conflicts where it does not. */
static int try_all(struct work *w, struct pick *p)
{
	while (w->good < w->n) {
		int rc = try_one(w, w->good, p);
		if (rc < 0 || p->result == PICK_CONFLICT)
			return rc;
		w->good++;
	}
	return 0;
}

static bool is_known(const struct work *w, const git_oid *id)
{
	for (size_t i = 0; i < w->n; i++)
		if (oid_eq(&w->v[i].commit, id))
			return true;
	for (size_t i = 0; i < w->n_no; i++)
		if (oid_eq(&w->no[i], id))
			return true;
	return false;
}

static void insert(struct work *w, const git_oid *id, size_t age, int depth)
{
	size_t at = 0;

	while (at < w->n && w->v[at].age > age)
		at++;
	memmove(w->v + at + 1, w->v + at, (w->n - at) * sizeof(*w->v));
	w->v[at] = (struct candidate){ *id, age, depth, false };
	w->n++;
	if (w->good > at)
		w->good = at;
}

static void take_out(struct work *w, size_t at)
{
	w->n--;
	memmove(w->v + at, w->v + at + 1, (w->n - at) * sizeof(*w->v));
	if (w->good > at)
		w->good = at;
}

/* Older than what they make conflict; how many. */
static size_t add_causes(struct work *w, const struct cause *k,
			 const struct candidate *of, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n_source && n < room && w->n < LINKS; i++) {
		size_t node =
			graph_find(w->chain->causes->graph, &k->source[i]);
		if (node == GRAPH_NONE || node <= of->age ||
		    is_known(w, &k->source[i]))
			continue;
		insert(w, &k->source[i], node, of->depth + 1);
		n++;
	}
	return n;
}

/* What makes `p` conflict comes before it.  1: there is something to try. */
static int widen(struct work *w, const struct pick *p)
{
	const struct candidate of = w->v[w->good];
	size_t n = 0;

	for (size_t i = 0; of.depth < DEPTH && i < p->n; i++) {
		struct cause *k;
		int rc = cause_find(w->chain->causes, p, &p->unmerged[i], &k);
		if (rc < 0)
			return rc;
		n += add_causes(w, k, &of, AT_A_STEP - n);
	}
	return n > 0;
}

/* 1: all applies; 0: it does not. */
static int search(struct work *w)
{
	while (w->tries < TRIES) {
		struct pick p;
		int rc = try_all(w, &p);
		if (rc < 0 || w->good == w->n)
			return rc < 0 ? rc : 1;
		rc = widen(w, &p);
		if (rc < 0 || (!rc && w->good + 1 == w->n))
			return rc;
		if (!rc && w->n_no < LINKS) { /* go on without it */
			w->no[w->n_no++] = w->v[w->good].commit;
			take_out(w, w->good);
		} else if (!rc) {
			return 0;
		}
	}
	return 0;
}

/* One after the other, is it needed? */
static int shorten(struct work *w)
{
	for (size_t i = 0; i + 1 < w->n && w->tries < TRIES;) {
		struct work less = *w;
		struct pick p;
		if (w->v[i].empty) {
			take_out(w, i);
			continue;
		}
		take_out(&less, i);
		int rc = try_all(&less, &p);
		if (rc < 0)
			return rc;
		w->tries = less.tries;
		if (less.good == less.n && !less.v[less.n - 1].empty)
			*w = less;
		else
			i++;
	}
	return 0;
}

int chain_close(struct chain *c, const git_oid *commit)
{
	struct work w = { .chain = c, .repo = c->causes->graph->repo };
	size_t node = graph_find(c->causes->graph, commit);

	c->n = 0;
	w.tip[0] = c->causes->target;
	insert(&w, commit, node, 0);
	int rc = search(&w);
	if (rc <= 0 || w.v[w.n - 1].empty)
		return rc < 0 ? rc : 0;
	rc = shorten(&w);
	for (size_t i = 0; !rc && i < w.n; i++) {
		c->id = arena_grow(&w.repo->arena, c->id, c->n, sizeof(*c->id));
		c->id[c->n++] = w.v[i].commit;
	}
	return rc;
}
