#include "changelog/merge_pieces.h"

#include "changelog/entry.h"
#include "changelog/merge_doubts.h"
#include "changelog/merge_fresh.h"

/* One side on its way through a part. */
struct walk {
	const size_t *list;
	size_t n, at;
	size_t from, to; /* what it put behind the last piece it has */
	bool here;       /* and that is the one we are at */
};

struct joining {
	struct outline *o;
	const struct pairs *p;
	const struct outline *told; /* what is told there is new no more */
	struct walk side[3];
	struct piece *out;
	size_t *origin; /* of `out` */
	size_t n;
};

static void keep(struct joining *j, size_t i, const struct piece *text)
{
	struct outline *o = j->o;

	j->out = arena_grow(o->arena, j->out, j->n, sizeof(*j->out));
	j->origin = arena_grow(o->arena, j->origin, j->n, sizeof(*j->origin));
	j->out[j->n] = *text;
	j->out[j->n].part = o->piece[i].part;
	j->origin[j->n++] = i;
}

static int conflict_at(const struct piece *p)
{
	return error(E_CONFLICT, "both sides added to one place, '%.*s'",
		     (int)(p->n < 60 ? p->n : 60), p->s);
}

/* ---- one piece ------------------------------------------------------------ */

/* Bytes first; of an entry that only one side wrote anew the other may have
 * changed the looks. */
static const struct piece *winner(const struct piece *base,
				  const struct piece *ours,
				  const struct piece *theirs)
{
	bool (*const same[])(const struct piece *,
			     const struct piece *) = { piece_same_bytes,
						       piece_untouched };

	for (int i = 0; i < 2; i++) {
		if (same[i](ours, theirs) || same[i](base, theirs))
			return ours;
		if (same[i](base, ours))
			return theirs;
	}
	return NULL;
}

/* A piece that the base has. */
static int join_one(struct joining *j, size_t base)
{
	const struct piece *piece = j->o->piece;
	size_t a = j->p->is[OURS][base], b = j->p->is[THEIRS][base];

	if (a == NOBODY && b == NOBODY)
		return 0;
	if (a == NOBODY || b == NOBODY) {
		const struct piece *left = &piece[a == NOBODY ? b : a];
		return piece_untouched(&piece[base], left) ?
			       0 :
			       piece_both_changed(left);
	}
	const struct piece *text = winner(&piece[base], &piece[a], &piece[b]);
	if (!text)
		return piece_both_changed(&piece[b]);
	keep(j, a, text);
	return 0;
}

/* ---- what is new ---------------------------------------------------------- */

static bool has_prose(const struct joining *j, const struct walk *w)
{
	for (size_t i = w->from; i < w->to; i++)
		if (!j->o->piece[w->list[i]].entry)
			return true;
	return false;
}

/* Behind a piece that this side has: what it put there. */
static void step(struct joining *j, struct walk *w)
{
	w->here = true;
	w->from = w->at;
	while (w->at < w->n && j->p->is[BASE][w->list[w->at]] == NOBODY)
		w->at++;
	w->to = w->at;
}

/* Both put something here: entries get on with each other, and what is the same
 * as far as it goes. */
static int check_together(const struct joining *j)
{
	const struct walk *a = &j->side[OURS], *b = &j->side[THEIRS];
	size_t n = a->to - a->from, m = b->to - b->from, same = 0;

	while (same < n && same < m &&
	       j->p->is[THEIRS][a->list[a->from + same]] ==
		       b->list[b->from + same])
		same++;
	if (same == n || same == m || !(has_prose(j, a) || has_prose(j, b)))
		return 0;
	return conflict_at(&j->o->piece[a->list[a->from + same]]);
}

/* One put something in the midst of what the other has replaced. */
static int check_within(const struct joining *j, int side, bool gone_next)
{
	const struct walk *w = &j->side[side], *x = &j->side[3 - side];

	if (!w->here || w->from == w->to || x->here || x->from == x->to ||
	    !gone_next || !(has_prose(j, w) || has_prose(j, x)))
		return 0;
	return conflict_at(&j->o->piece[w->list[w->from]]);
}

/* A part that was made for what is told elsewhere now is there for its other
 * pieces alone. */
static void let_go(struct outline *o, size_t part)
{
	for (size_t i = 0; i < o->n_headings; i++)
		if (o->heading[i].part == part && o->heading[i].source == BASE)
			return;
	o->part[part].keep = false;
}

/* What both have, ours brings along; prose has to be in the same place. */
static int add_new(struct joining *j, int side)
{
	const struct walk *w = &j->side[side], *a = &j->side[OURS];

	for (size_t i = w->from; w->here && i < w->to; i++) {
		size_t at = w->list[i], ours = j->p->is[OURS][at];
		bool near = false;
		if (j->told && fresh_tells(j->told, j->o, &j->o->piece[at])) {
			let_go(j->o, j->o->piece[at].part);
			continue;
		}
		for (size_t k = a->from; a->here && k < a->to; k++)
			near |= a->list[k] == ours;
		if (side == OURS || ours == NOBODY)
			keep(j, at, &j->o->piece[at]);
		else if (!near && !j->o->piece[at].entry)
			return conflict_at(&j->o->piece[at]);
	}
	return 0;
}

/* ---- a part --------------------------------------------------------------- */

/* Behind piece `k` of the base, counted from one. */
static int join_behind(struct joining *j, const size_t *base, size_t n,
		       size_t k)
{
	int rc;

	for (int s = OURS; s <= THEIRS; s++) {
		struct walk *w = &j->side[s];
		w->here = false;
		if (k && j->p->is[s][base[k - 1]] == NOBODY)
			continue;
		w->at += k > 0;
		step(j, w);
	}
	for (int s = OURS; s <= THEIRS; s++) {
		bool gone = k < n && j->p->is[3 - s][base[k]] == NOBODY;
		if ((rc = check_within(j, s, gone)) < 0)
			return rc;
	}
	if (j->side[OURS].here && j->side[THEIRS].here &&
	    (rc = check_together(j)) < 0)
		return rc;
	if ((rc = add_new(j, OURS)) < 0)
		return rc;
	return add_new(j, THEIRS);
}

static int join_part(struct joining *j, size_t part)
{
	size_t n;
	const size_t *base = pieces_of(j->o, part, BASE, &n);
	int rc;

	for (int s = OURS; s <= THEIRS; s++) {
		j->side[s] = (struct walk){ 0 };
		j->side[s].list = pieces_of(j->o, part, s, &j->side[s].n);
	}
	for (size_t k = 0; k <= n; k++) {
		if ((k && (rc = join_one(j, base[k - 1])) < 0) ||
		    (rc = join_behind(j, base, n, k)) < 0)
			return rc;
	}
	return 0;
}

/* Blank lines as where the two stand together, else as is usual. */
static const char *between(const struct joining *j, size_t i)
{
	static const int order[] = { OURS, THEIRS, BASE };
	const struct outline *o = j->o;

	for (int s = 0; s < 3; s++) {
		const size_t *is = j->p->is[order[s]];
		size_t a = is[j->origin[i]], b = is[j->origin[i + 1]];
		if (a != NOBODY && b == a + 1)
			return arena_strndup(o->arena,
					     o->piece[a].s + o->piece[a].n,
					     o->piece[a].gap);
	}
	return j->out[i].entry && j->out[i + 1].entry && !o->loose ? "" :
								     o->eol;
}

int pieces_merge(struct outline *o, const struct outline *fresh,
		 bool unreleased)
{
	struct pairs p;
	struct joining j = { .o = o,
			     .p = &p,
			     .told = unreleased ? fresh : NULL };
	int rc;

	if ((rc = pieces_pair(&p, o)) < 0 ||
	    (rc = pieces_doubt(o, fresh, &p)) < 0)
		return rc;
	for (size_t i = 0; !rc && i < o->n_parts; i++)
		rc = join_part(&j, i);
	for (size_t i = 0; i + 1 < j.n; i++)
		j.out[i].after = between(&j, i);
	o->piece = j.out;
	o->n = j.n;
	return rc;
}
