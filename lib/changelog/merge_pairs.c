#include "changelog/merge_pairs.h"

#include "base/alloc.h"
#include "changelog/entry.h"

#include <stdlib.h>

/* Of the table of one part: 16 MiB. */
#define PAIRS_MAX (4UL << 20)

size_t *pieces_of(const struct outline *o, size_t part, int source, size_t *n)
{
	size_t *list = arena_alloc(o->arena, (o->n + 1) * sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < o->n; i++)
		if (o->piece[i].part == part && o->piece[i].source == source)
			list[(*n)++] = i;
	return list;
}

bool piece_same_bytes(const struct piece *a, const struct piece *b)
{
	return span_same(span_trim(a->s, a->n), span_trim(b->s, b->n));
}

bool piece_untouched(const struct piece *base, const struct piece *p)
{
	return base->entry ? piece_same_text(base, p) :
			     piece_same_bytes(base, p);
}

bool piece_is_new(const struct pairs *p, const struct outline *o, size_t i)
{
	int other = o->piece[i].source == OURS ? THEIRS : OURS;

	return p->is[BASE][i] == NOBODY && p->is[other][i] == NOBODY;
}

/* How much speaks for it that they are one. */
static unsigned alike(const struct piece *a, const struct piece *b)
{
	if (piece_same_text(a, b))
		return 3;
	return a->entry && b->entry && piece_same_ids(a, b) ? 2 : 0;
}

struct lists {
	const size_t *a, *b;
	size_t n, m;
};

static void pair(struct pairs *p, int side, size_t base, size_t i)
{
	p->is[side][base] = i;
	p->is[BASE][i] = base;
}

/* What both begin and end with needs no table. */
static void pair_ends(struct pairs *p, const struct outline *o, int side,
		      struct lists *l)
{
	while (l->n && l->m &&
	       piece_same_bytes(&o->piece[*l->a], &o->piece[*l->b])) {
		pair(p, side, *l->a++, *l->b++);
		l->n--;
		l->m--;
	}
	while (l->n && l->m &&
	       piece_same_bytes(&o->piece[l->a[l->n - 1]],
				&o->piece[l->b[l->m - 1]]))
		pair(p, side, l->a[--l->n], l->b[--l->m]);
}

/* The pairs in order that are most alike: the longest common subsequence. */
static int pair_side(struct pairs *p, const struct outline *o, int side,
		     struct lists l)
{
	pair_ends(p, o, side, &l);
	if (l.m && l.n > PAIRS_MAX / l.m)
		return error(E_POLICY, "a section has too many entries");
	size_t row = l.m + 1, i = 0, k = 0;
	unsigned *best = xcalloc((l.n + 1) * row, sizeof(*best));
	for (i = l.n; i-- > 0;)
		for (k = l.m; k-- > 0;) {
			unsigned like =
				alike(&o->piece[l.a[i]], &o->piece[l.b[k]]);
			unsigned *at = &best[i * row + k];
			*at = at[1] > at[row] ? at[1] : at[row];
			if (like && at[row + 1] + like > *at)
				*at = at[row + 1] + like;
		}
	for (i = k = 0; i < l.n && k < l.m;) {
		const unsigned *at = &best[i * row + k];
		if (*at == at[row])
			i++;
		else if (*at == at[1])
			k++;
		else
			pair(p, side, l.a[i++], l.b[k++]);
	}
	free(best);
	return 0;
}

/* The sides with each other: by the base, else what both added. */
static void pair_sides(struct pairs *p, const struct outline *o,
		       const struct lists *l)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t a = l->a[i], base = p->is[BASE][a];
		size_t twin = base == NOBODY ? NOBODY : p->is[THEIRS][base];
		for (size_t k = 0; base == NOBODY && k < l->m; k++) {
			size_t b = l->b[k];
			if (p->is[BASE][b] != NOBODY ||
			    p->is[OURS][b] != NOBODY ||
			    !piece_same_text(&o->piece[a], &o->piece[b]))
				continue;
			twin = b;
			break;
		}
		p->is[THEIRS][a] = twin;
		if (twin != NOBODY)
			p->is[OURS][twin] = a;
	}
}

int pieces_pair(struct pairs *p, const struct outline *o)
{
	int rc = 0;

	for (int s = BASE; s <= THEIRS; s++) {
		p->is[s] =
			arena_alloc(o->arena, (o->n + 1) * sizeof(*p->is[s]));
		for (size_t i = 0; i < o->n; i++)
			p->is[s][i] = o->piece[i].source == s ? i : NOBODY;
	}
	for (size_t part = 0; !rc && part < o->n_parts; part++) {
		size_t n[3], *list[3];
		for (int s = BASE; s <= THEIRS; s++)
			list[s] = pieces_of(o, part, s, &n[s]);
		for (int s = OURS; !rc && s <= THEIRS; s++)
			rc = pair_side(p, o, s,
				       (struct lists){ list[BASE], list[s],
						       n[BASE], n[s] });
		pair_sides(p, o,
			   &(struct lists){ list[OURS], list[THEIRS], n[OURS],
					    n[THEIRS] });
	}
	return rc;
}
