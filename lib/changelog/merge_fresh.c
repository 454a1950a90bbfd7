#include "changelog/merge_fresh.h"

#include "changelog/entry.h"

#include <ctype.h>
#include <strings.h>

void fresh_read(struct outline *o, const struct changelog *const cl[3])
{
	for (int side = OURS; side <= THEIRS; side++) {
		const struct changelog *other = cl[OURS + THEIRS - side];
		for (size_t i = 0; i < cl[side]->n; i++) {
			const struct section *s = &cl[side]->section[i];
			if (!section_like(cl[BASE], cl[side], s) &&
			    !section_like(other, cl[side], s))
				outline_read(o, cl[side], s, side);
		}
	}
}

/* "Update dependencies" may be done twice; what has a number or some words is
 * one change. */
static bool is_telling(const struct piece *p)
{
	size_t words = 0;

	for (size_t i = 0; i + 1 < p->n; i++) {
		if (p->s[i] == '#' && isdigit((unsigned char)p->s[i + 1]))
			return true;
		words += !isalnum((unsigned char)p->s[i]) &&
			 isalnum((unsigned char)p->s[i + 1]);
	}
	return words > 5;
}

static bool in_base(const struct outline *o, const struct piece *p)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->piece[i].source == BASE &&
		    piece_same_text(&o->piece[i], p))
			return true;
	return false;
}

bool fresh_tells(const struct outline *fresh, const struct outline *o,
		 const struct piece *p)
{
	const char *name = o->part[p->part].name;

	if (!p->entry || !is_telling(p) || in_base(o, p))
		return false;
	for (size_t i = 0; i < fresh->n; i++) {
		const struct piece *q = &fresh->piece[i];
		if (q->source != p->source && piece_same_text(q, p) &&
		    !strcasecmp(fresh->part[q->part].name, name))
			return true;
	}
	return false;
}
