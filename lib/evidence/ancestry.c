#include "evidence/ancestry.h"

#include "base/cleanup.h"
#include "git/commit_parents.h"

#include <git2.h>
#include <string.h>

static size_t slot_of(const struct ancestry *w, const git_oid *id)
{
	size_t at;

	memcpy(&at, id->id, sizeof(at)); /* ids are as good as random */
	for (at %= w->n_slots; w->slot[at]; at = (at + 1) % w->n_slots)
		if (oid_eq(git_commit_id(w->commit[w->slot[at] - 1]), id))
			break;
	return at;
}

/* Twice as many slots as commits, so that one is always empty. */
static void make_room(struct ancestry *w)
{
	if (w->n < w->alloc)
		return;
	w->alloc = w->alloc ? 2 * w->alloc : 64;
	w->commit = xrealloc(w->commit, w->alloc, sizeof(*w->commit));
	w->first = xrealloc(w->first, w->alloc + 1, sizeof(*w->first));
	free(w->slot);
	w->n_slots = 2 * w->alloc;
	w->slot = xcalloc(w->n_slots, sizeof(*w->slot));
	for (size_t i = 0; i < w->n; i++)
		w->slot[slot_of(w, git_commit_id(w->commit[i]))] = i + 1;
}

/* The index of a commit, which is read if it is not known yet. */
static int add(struct ancestry *w, struct repo *r, const git_oid *id,
	       size_t *out)
{
	make_room(w);
	size_t at = slot_of(w, id);

	if (!w->slot[at]) {
		if (w->n == w->max)
			return error(E_FAIL, "more than %zu records", w->max);
		if (git_commit_lookup(&w->commit[w->n], r->git, id) < 0)
			return error(E_NOTFOUND, "the record %s is not here",
				     oid_short(id));
		w->slot[at] = ++w->n;
	}
	*out = w->slot[at] - 1;
	return 0;
}

int ancestry_read(struct ancestry *w, struct repo *r, const git_oid *tip,
		  size_t max)
{
	size_t ignored;
	git_oid id;
	int rc;

	*w = (struct ancestry){ .max = max };
	if ((rc = add(w, r, tip, &ignored)) < 0)
		return rc;
	for (size_t i = 0; i < w->n; i++) {
		w->first[i] = w->n_parents;
		for (unsigned p = 0; commit_parent(w->commit[i], p, &id); p++) {
			GROW(w->parent, w->n_parents, w->alloc_parents);
			rc = add(w, r, &id, &w->parent[w->n_parents]);
			if (rc < 0)
				return rc;
			w->n_parents++;
		}
	}
	w->first[w->n] = w->n_parents;
	return 0;
}

/* A heap of commits whose parents are all placed, the lowest id on top. */
struct heap {
	const struct ancestry *w;
	size_t *at;
	size_t n;
};

static bool is_lower(const struct heap *h, size_t a, size_t b)
{
	return git_oid_cmp(git_commit_id(h->w->commit[h->at[a]]),
			   git_commit_id(h->w->commit[h->at[b]])) < 0;
}

static void swap(struct heap *h, size_t a, size_t b)
{
	size_t kept = h->at[a];

	h->at[a] = h->at[b];
	h->at[b] = kept;
}

static void push(struct heap *h, size_t index)
{
	size_t i = h->n++;

	for (h->at[i] = index; i && is_lower(h, i, (i - 1) / 2);
	     i = (i - 1) / 2)
		swap(h, i, (i - 1) / 2);
}

static size_t pop(struct heap *h)
{
	size_t top = h->at[0], i = 0;

	h->at[0] = h->at[--h->n];
	for (;;) {
		size_t low = i;
		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < h->n; k++)
			if (is_lower(h, k, low))
				low = k;
		if (low == i)
			return top;
		swap(h, i, low);
		i = low;
	}
}

/* Who has commit `i` as a parent: child[begin[i]] to child[begin[i + 1] - 1]. */
struct children {
	size_t *begin, *child;
};

static struct children find_children(const struct ancestry *w)
{
	struct children c = { xcalloc(w->n + 2, sizeof(size_t)),
			      xcalloc(w->n_parents + 1, sizeof(size_t)) };

	for (size_t k = 0; k < w->n_parents; k++)
		c.begin[w->parent[k] + 2]++;
	for (size_t i = 2; i <= w->n + 1; i++)
		c.begin[i] += c.begin[i - 1];
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = w->first[i]; k < w->first[i + 1]; k++)
			c.child[c.begin[w->parent[k] + 1]++] = i;
	return c;
}

/* `place`: where each commit goes. */
static void find_places(const struct ancestry *w, size_t *place)
{
	struct children c = find_children(w);
	size_t *wait = xcalloc(w->n, sizeof(*wait)), placed = 0;
	struct heap h = { w, xcalloc(w->n, sizeof(size_t)), 0 };

	for (size_t i = 0; i < w->n; i++) {
		wait[i] = w->first[i + 1] - w->first[i];
		if (!wait[i])
			push(&h, i);
	}
	while (h.n) {
		size_t i = pop(&h);
		place[i] = placed++;
		for (size_t k = c.begin[i]; k < c.begin[i + 1]; k++)
			if (!--wait[c.child[k]])
				push(&h, c.child[k]);
	}
	free(h.at);
	free(wait);
	free(c.begin);
	free(c.child);
}

void ancestry_order(struct ancestry *w)
{
	git_commit **commit = xcalloc(w->alloc, sizeof(*commit));
	size_t *parent = xcalloc(w->alloc_parents + 1, sizeof(*parent));
	size_t *first = xcalloc(w->alloc + 1, sizeof(*first));
	size_t *place = xcalloc(w->n, sizeof(*place));
	size_t *of = xcalloc(w->n, sizeof(*of));
	size_t n = 0;

	find_places(w, place);
	for (size_t i = 0; i < w->n; i++)
		of[place[i]] = i;
	for (size_t i = 0; i < w->n; i++) {
		commit[i] = w->commit[of[i]];
		first[i] = n;
		for (size_t k = w->first[of[i]]; k < w->first[of[i] + 1]; k++)
			parent[n++] = place[w->parent[k]];
	}
	first[w->n] = n;
	free(w->commit);
	free(w->parent);
	free(w->first);
	free(place);
	free(of);
	w->commit = commit;
	w->parent = parent;
	w->first = first;
}

void ancestry_release(struct ancestry *w)
{
	for (size_t i = 0; i < w->n; i++)
		git_commit_free(w->commit[i]);
	free(w->commit);
	free(w->parent);
	free(w->first);
	free(w->slot);
	memset(w, 0, sizeof(*w));
}
