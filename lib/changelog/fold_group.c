#include "changelog/fold_group.h"

#include "changelog/entry.h"
#include "changelog/groups.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static bool wanted(const struct fold *f, const struct group *g,
		   const struct piece *p, bool *by_number)
{
	for (size_t i = 0; i < g->n_ids; i++)
		if (piece_has_id(p, g->id[i])) {
			*by_number = true;
			return true;
		}
	for (size_t i = 0; f->groups->touches && i < g->n_paths; i++)
		for (size_t k = 0; k < p->n_ids; k++)
			if (f->groups->touches(f->groups->data, p->id[k],
					       g->path[i]))
				return true;
	return false;
}

/* Entries of one category that belong to a group, moved there. */
static bool fill_group(struct fold *f, const struct group *g, size_t category)
{
	struct outline *o = &f->outline;
	bool by_number = false, any;
	size_t n = 0, part = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < o->n; i++) {
			struct piece *p = &o->piece[i];
			any = p->entry && p->fate == KEPT &&
			      p->part == category &&
			      wanted(f, g, p, &by_number);
			n += any && !pass;
			if (any && pass)
				p->part = part;
		}
		/* what only a path says makes no group of one */
		if (!pass && !by_number && n < 2)
			return false;
		if (!pass && n)
			part = outline_part(o, g->name, category, true);
	}
	return part > 0;
}

static bool has_text(const struct outline *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (!o->piece[i].entry && o->part[o->piece[i].part].group &&
		    !strcasecmp(o->part[o->piece[i].part].name, name))
			return true;
	return false;
}

/* What there is to say about a group is said once, where it comes first. */
static void use_group(struct fold *f, const struct group *g)
{
	struct outline *o = &f->outline;
	bool said = !g->text || has_text(o, g->name);
	size_t n = o->n_parts;

	for (size_t i = 1; i < n; i++) {
		if (o->part[i].group || !fill_group(f, g, i) || said)
			continue;
		struct topic *t = &o->part[outline_part(o, g->name, i, true)];
		t->head = arena_printf(f->arena, "%.*s%s%s%s", (int)t->head_n,
				       t->head, g->text, o->eol, o->eol);
		t->head_n = strlen(t->head);
		said = true;
	}
}

static bool has_groups(const struct outline *o, size_t category)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->piece[i].fate == KEPT && o->piece[i].entry &&
		    o->part[o->piece[i].part].group &&
		    o->part[o->piece[i].part].up == category)
			return true;
	return false;
}

/* "#### Other Features", where the rest of a category with groups goes; always
 * the last of its groups. */
static void gather_rest(struct fold *f)
{
	struct outline *o = &f->outline;
	size_t n = o->n_parts;

	for (size_t c = 1; c < n; c++) {
		if (o->part[c].group || !has_groups(o, c))
			continue;
		const char *name =
			arena_printf(f->arena, "Other %s", o->part[c].name);
		size_t part = 0;
		for (size_t i = 0; i < o->n; i++) {
			if (!o->piece[i].entry || o->piece[i].part != c ||
			    o->piece[i].fate != KEPT)
				continue;
			part = part ? part : outline_part(o, name, c, true);
			o->piece[i].part = part;
		}
	}
}

/* "Other ..." behind the groups that were made after it. */
static void rest_last(struct outline *o)
{
	for (size_t i = 1; i < o->n_parts; i++) {
		const struct topic p = o->part[i];
		if (!p.group || p.up == SIZE_MAX ||
		    strncasecmp(p.name, "Other ", 6) ||
		    strcasecmp(p.name + 6, o->part[p.up].name))
			continue;
		bool later = false;
		for (size_t k = i + 1; k < o->n_parts; k++)
			later |= o->part[k].group && o->part[k].up == p.up;
		if (!later)
			continue;
		o->part = arena_grow(o->arena, o->part, o->n_parts,
				     sizeof(*o->part));
		o->part[o->n_parts] = p;
		for (size_t k = 0; k < o->n; k++)
			if (o->piece[k].part == i)
				o->piece[k].part = o->n_parts;
		o->part[i].up = SIZE_MAX; /* gone */
		o->n_parts++;
		return rest_last(o);
	}
}

void fold_group(struct fold *f)
{
	for (size_t i = 0; f->groups && i < f->groups->n; i++)
		use_group(f, &f->groups->item[i]);
	gather_rest(f);
	rest_last(&f->outline);
}
