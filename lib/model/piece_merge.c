#include "model/piece_merge.h"

static struct piece *find_same(struct outline *o, const struct piece *p,
			       int source)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->piece[i].source == source &&
		    piece_same_text(&o->piece[i], p))
			return &o->piece[i];
	return NULL;
}

/* The piece that `p` is in another source: the same words, or, of an entry, the
 * same numbers. */
static struct piece *find_piece(struct outline *o, const struct piece *p,
				int source)
{
	struct piece *same = find_same(o, p, source);

	for (size_t i = 0; !same && p->entry && i < o->n; i++)
		if (o->piece[i].source == source && o->piece[i].entry &&
		    piece_same_ids(&o->piece[i], p) &&
		    o->piece[i].part == p->part)
			same = &o->piece[i];
	return same;
}

static int both_changed(const struct piece *p)
{
	return error(E_CONFLICT, "both sides changed '%.*s'",
		     (int)(p->n < 60 ? p->n : 60), p->s);
}

/* What they did with a piece of theirs. */
static int take_theirs(struct outline *o, struct piece *p)
{
	struct piece *base = find_piece(o, p, BASE);
	struct piece *mine = find_piece(o, p, OURS);

	if (base && piece_same_text(base, p)) {
		p->fate = DROPPED; /* untouched there: ours decides */
	} else if (mine && piece_same_text(mine, p)) {
		p->fate = DROPPED;
	} else if (mine && base && piece_same_text(mine, base)) {
		mine->s = p->s; /* changed there only */
		mine->n = p->n;
		p->fate = DROPPED;
	} else if (mine || base) {
		return both_changed(p);
	}
	return 0;
}

/* Has that side a piece in this part that is new? */
static bool has_new(struct outline *o, size_t part, int source)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (p->source == source && p->part == part &&
		    !find_piece(o, p, BASE) &&
		    !find_piece(o, p, source == OURS ? THEIRS : OURS))
			return true;
	}
	return false;
}

/* A piece that is gone on both sides, where both have another: without a number
 * nothing tells that these are two versions of it, but they may be. */
static int check_rewritten(struct outline *o)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (p->source == BASE && !find_piece(o, p, OURS) &&
		    !find_piece(o, p, THEIRS) && has_new(o, p->part, OURS) &&
		    has_new(o, p->part, THEIRS))
			return both_changed(p);
	}
	return 0;
}

/* A piece that one side moved to a section of its own, by a release, and the
 * other wrote anew: it would be told twice. */
static int check_moved(struct outline *o, struct outline *fresh, int side)
{
	int other = side == OURS ? THEIRS : OURS;

	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (p->source == BASE && p->entry &&
		    find_same(fresh, p, side) && !find_piece(o, p, side) &&
		    !find_same(o, p, other) &&
		    (find_piece(o, p, other) || has_new(o, p->part, other)))
			return both_changed(p);
	}
	return 0;
}

int pieces_merge(struct outline *o, struct outline *fresh)
{
	int rc = check_rewritten(o);

	if (rc < 0 || (rc = check_moved(o, fresh, OURS)) < 0 ||
	    (rc = check_moved(o, fresh, THEIRS)) < 0)
		return rc;
	/* gone there, and untouched here */
	for (size_t i = 0; i < o->n; i++) {
		struct piece *p = &o->piece[i];
		if (p->source != OURS || find_piece(o, p, THEIRS))
			continue;
		struct piece *base = find_piece(o, p, BASE);
		if (base && piece_same_text(base, p))
			p->fate = DROPPED;
	}
	for (size_t i = 0; !rc && i < o->n; i++)
		if (o->piece[i].source == THEIRS)
			rc = take_theirs(o, &o->piece[i]);
	for (size_t i = 0; i < o->n; i++)
		if (o->piece[i].source == BASE)
			o->piece[i].fate = DROPPED;
	return rc;
}
