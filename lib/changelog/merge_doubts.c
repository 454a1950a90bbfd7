#include "changelog/merge_doubts.h"

#include "changelog/entry.h"

struct doubt {
	const struct outline *o, *fresh;
	const struct pairs *p;
	/* has that side anything new in a part; any that is no entry? */
	bool *news[3], *prose[3];
};

int piece_both_changed(const struct piece *p)
{
	return error(E_CONFLICT, "both sides changed '%.*s'",
		     (int)(p->n < 60 ? p->n : 60), p->s);
}

static void find_news(struct doubt *d)
{
	const struct outline *o = d->o;

	for (int s = OURS; s <= THEIRS; s++) {
		d->news[s] = arena_alloc(o->arena, o->n_parts);
		d->prose[s] = arena_alloc(o->arena, o->n_parts);
	}
	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (p->source == BASE || !piece_is_new(d->p, o, i))
			continue;
		d->news[p->source][p->part] = true;
		d->prose[p->source][p->part] |= !p->entry;
	}
}

/* A piece that is gone on both sides, where both have another: without a number
 * nothing tells that these are two versions of it, but they may be.  Prose is
 * not added as often as it is changed: one is enough. */
static int check_rewritten(const struct doubt *d, size_t i)
{
	const struct piece *p = &d->o->piece[i];

	if (d->p->is[OURS][i] != NOBODY || d->p->is[THEIRS][i] != NOBODY)
		return 0;
	if ((d->news[OURS][p->part] && d->news[THEIRS][p->part]) ||
	    (!p->entry &&
	     (d->prose[OURS][p->part] || d->prose[THEIRS][p->part])))
		return piece_both_changed(p);
	return 0;
}

static bool is_fresh(const struct doubt *d, const struct piece *p, int side)
{
	for (size_t i = 0; i < d->fresh->n; i++)
		if (d->fresh->piece[i].source == side &&
		    piece_same_text(&d->fresh->piece[i], p))
			return true;
	return false;
}

/* In another part of the section, where it was not before. */
static size_t moved_to(const struct doubt *d, const struct piece *p, int side)
{
	for (size_t i = 0; i < d->o->n; i++) {
		const struct piece *q = &d->o->piece[i];
		if (q->source == side && q->part != p->part &&
		    d->p->is[BASE][i] == NOBODY && piece_same_text(q, p))
			return i;
	}
	return NOBODY;
}

/* A piece that one side moved, to another part or by a release to a section of
 * its own, and that the other wrote anew or moved elsewhere. */
static int check_moved(const struct doubt *d, size_t i, int side)
{
	const struct piece *p = &d->o->piece[i];
	int other = side == OURS ? THEIRS : OURS;
	size_t there = d->p->is[other][i];

	if (d->p->is[side][i] != NOBODY ||
	    (there != NOBODY && piece_untouched(p, &d->o->piece[there])))
		return 0;
	bool fresh = is_fresh(d, p, side);
	if (!fresh && moved_to(d, p, side) == NOBODY)
		return 0;
	if (there != NOBODY)
		return piece_both_changed(p);
	size_t moved = moved_to(d, p, other);
	if (moved != NOBODY ? fresh || d->p->is[side][moved] == NOBODY :
			      d->news[other][p->part])
		return piece_both_changed(p);
	return 0;
}

/* Both sides added an entry of the same numbers, in other words. */
static int check_added(const struct doubt *d, size_t i)
{
	const struct outline *o = d->o;
	const struct piece *p = &o->piece[i];

	if (!p->n_ids || !piece_is_new(d->p, o, i))
		return 0;
	for (size_t k = 0; k < o->n; k++)
		if (o->piece[k].source == OURS && o->piece[k].part == p->part &&
		    piece_is_new(d->p, o, k) && piece_same_ids(p, &o->piece[k]))
			return piece_both_changed(p);
	return 0;
}

int pieces_doubt(const struct outline *o, const struct outline *fresh,
		 const struct pairs *p)
{
	struct doubt d = { .o = o, .fresh = fresh, .p = p };
	int rc = 0;

	find_news(&d);
	for (size_t i = 0; !rc && i < o->n; i++) {
		if (o->piece[i].source == THEIRS)
			rc = check_added(&d, i);
		if (o->piece[i].source != BASE)
			continue;
		if ((rc = check_rewritten(&d, i)) < 0 ||
		    (rc = check_moved(&d, i, OURS)) < 0)
			break;
		rc = check_moved(&d, i, THEIRS);
	}
	return rc;
}
