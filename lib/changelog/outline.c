#include "changelog/outline.h"

#include "base/cleanup.h"
#include "changelog/entry.h"
#include "text/rst.h"

#include <string.h>
#include <strings.h>

void outline_init(struct outline *o, struct arena *arena, int level,
		  const char *eol)
{
	*o = (struct outline){ .arena = arena, .level = level, .eol = eol };
	o->part = arena_grow(arena, NULL, 0, sizeof(*o->part));
	o->part[o->n_parts++] = (struct topic){ .name = "", .head = "" };
}

static size_t find_part(const struct outline *o, const char *name, size_t up,
			bool group)
{
	for (size_t i = 1; i < o->n_parts; i++)
		if (o->part[i].group == group && o->part[i].up == up &&
		    !strcasecmp(o->part[i].name, name))
			return i;
	return 0;
}

static size_t add_part(struct outline *o, const char *name, size_t up,
		       bool group, const char *head, size_t n)
{
	o->part = arena_grow(o->arena, o->part, o->n_parts, sizeof(*o->part));
	o->part[o->n_parts] = (struct topic){ .name = name,
					      .head = head,
					      .head_n = n,
					      .up = up,
					      .group = group };
	return o->n_parts++;
}

size_t outline_part(struct outline *o, const char *name, size_t up, bool group)
{
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	size_t i = find_part(o, name, up, group);

	if (i)
		return i;
	rst_write(&head, o->md, o->level + 1 + group, name, o->eol);
	return add_part(o, arena_strdup(o->arena, name), up, group,
			arena_strndup(o->arena, head.buf, head.len), head.len);
}

/* Where the next block begins, or the section ends. */
static size_t next_begin(const struct changelog *cl, const struct section *s,
			 size_t i)
{
	return i + 1 < cl->md.n_blocks && cl->md.block[i + 1].begin < s->end ?
		       cl->md.block[i + 1].begin :
		       s->end;
}

/* Blank lines before a heading that has something of its section before it. */
static void read_lead(struct outline *o, const struct changelog *cl,
		      const struct section *s, size_t i, size_t part)
{
	struct topic *t = &o->part[part];
	size_t from = i ? cl->md.block[i - 1].end : 0, n = 1;

	for (size_t k = from; k < cl->md.block[i].begin; k++)
		n += cl->md.text[k] == '\n';
	if (from <= s->body)
		return;
	t->lead = t->lead ? t->lead : n;
	o->lead[t->group] = o->lead[t->group] ? o->lead[t->group] : n;
}

static size_t read_heading(struct outline *o, const struct changelog *cl,
			   const struct md_block *b, size_t up, bool group,
			   int source, size_t next)
{
	const char *name = arena_strndup(o->arena, cl->md.text + b->text,
					 b->text_end - b->text);
	struct heading h = { .part = find_part(o, name, up, group),
			     .source = source,
			     .s = cl->md.text + b->begin,
			     .n = next - b->begin };

	if (!h.part)
		h.part = add_part(o, name, up, group, h.s, h.n);
	o->heading = arena_grow(o->arena, o->heading, o->n_headings,
				sizeof(*o->heading));
	o->heading[o->n_headings++] = h;
	return h.part;
}

static void add_piece(struct outline *o, const struct changelog *cl,
		      const struct md_block *b, size_t part, int source,
		      size_t next)
{
	o->piece = arena_grow(o->arena, o->piece, o->n, sizeof(*o->piece));
	struct piece *p = &o->piece[o->n++];
	*p = (struct piece){ .entry = b->kind == MD_ITEM,
			     .s = cl->md.text + b->begin,
			     .n = b->end - b->begin,
			     .gap = next - b->end,
			     .part = part,
			     .source = source };
	if (!p->entry)
		return;
	entry_ids(o->arena, p->s, p->n, &p->id, &p->n_ids);
	if (o->n < 2 || !p[-1].entry || p[-1].part != part ||
	    p[-1].source != source)
		return;
	o->loose |= p[-1].gap > 0;
	o->tight |= !p[-1].gap;
}

void outline_read(struct outline *o, const struct changelog *cl,
		  const struct section *s, int source)
{
	size_t category = 0, part = 0;

	o->md = &cl->md;
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		size_t next = next_begin(cl, s, i);
		if (b->begin < s->body || b->begin >= s->end)
			continue;
		if (b->kind == MD_HEADING && b->level <= s->level + 1)
			part = category =
				read_heading(o, cl, b, 0, false, source, next);
		else if (b->kind == MD_HEADING && b->level == s->level + 2)
			part = read_heading(o, cl, b, category, true, source,
					    next);
		else
			add_piece(o, cl, b, part, source, next);
		if (b->kind == MD_HEADING && b->level <= s->level + 2)
			read_lead(o, cl, s, i, part);
	}
}

void outline_usual(struct outline *o, const struct changelog *cl)
{
	struct outline all;

	outline_init(&all, o->arena, o->level, o->eol);
	for (size_t i = 0; i < cl->n; i++)
		if (cl->section[i].level == o->level)
			outline_read(&all, cl, &cl->section[i], (int)i);
	if (!o->loose && !o->tight)
		o->loose = all.loose && !all.tight;
	for (int i = 0; i < 2; i++)
		o->lead[i] = o->lead[i] ? o->lead[i] : all.lead[i];
}

/* ---- writing -------------------------------------------------------------- */

static void end_line(struct strbuf *out, const struct outline *o)
{
	if (out->len && !strchr("\r\n", out->buf[out->len - 1]))
		strbuf_adds(out, o->eol);
}

/* At least a blank line, unless nothing is there yet. */
static void blank_line(struct strbuf *out, const struct outline *o)
{
	size_t n = out->len;

	end_line(out, o);
	if (!n)
		return;
	n = out->len;
	size_t ends = 0;
	while (n && strchr("\r\n", out->buf[n - 1]) && ends < 2) {
		ends += out->buf[n - 1] == '\n' ||
			(n < out->len && out->buf[n] != '\n');
		n--;
	}
	if (ends < 2 && n)
		strbuf_adds(out, o->eol);
}

static void add_gap(struct strbuf *out, const struct outline *o,
		    const struct piece *a, const struct piece *b)
{
	end_line(out, o);
	if (a->after) {
		strbuf_adds(out, a->after);
		return;
	}
	if (a + 1 == b && a->source == b->source)
		strbuf_add(out, a->s + a->n, a->gap);
	else if (a->entry && b->entry)
		strbuf_adds(out, o->loose ? o->eol : "");
	else
		blank_line(out, o);
}

/* What is in one part itself.  True: an entry is its last. */
static bool write_pieces(struct strbuf *out, const struct outline *o,
			 size_t part)
{
	const struct piece *before = NULL;

	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (p->part != part || p->fate != KEPT)
			continue;
		if (before)
			add_gap(out, o, before, p);
		strbuf_add(out, p->s, p->n);
		end_line(out, o);
		before = p;
	}
	return before && before->entry;
}

static bool is_used(const struct outline *o, size_t part)
{
	for (size_t i = part; i < o->n_parts; i++)
		if (o->part[i].keep && (i == part || o->part[i].up == part))
			return true;
	for (size_t i = 0; i < o->n; i++) {
		size_t at = o->piece[i].part;
		if (o->piece[i].fate == KEPT &&
		    (at == part ||
		     (o->part[at].group && part && o->part[at].up == part)))
			return true;
	}
	return false;
}

/* Blank lines as others have before them; none only between an entry and "##",
 * for anything else might take the heading for its own. */
static void add_lead(struct strbuf *out, const struct outline *o,
		     const struct topic *t, bool behind_entry)
{
	size_t lead = t->lead ? t->lead : o->lead[t->group];

	if (lead != 1 || !behind_entry || *t->head != '#')
		blank_line(out, o);
	for (size_t k = 2; out->len && k < lead; k++)
		strbuf_adds(out, o->eol);
}

/* The same: True where an entry is the last. */
static bool write_part(struct strbuf *out, const struct outline *o, size_t i,
		       bool behind_entry)
{
	if (!is_used(o, i))
		return behind_entry;
	add_lead(out, o, &o->part[i], behind_entry);
	strbuf_add(out, o->part[i].head, o->part[i].head_n);
	end_line(out, o);
	size_t n = out->len;
	bool entry = write_pieces(out, o, i);
	if (out->len == n) { /* what was behind it, may have been the end */
		strbuf_trim_end(out);
		strbuf_adds(out, o->eol);
	}
	return entry;
}

void outline_write(struct strbuf *out, const struct outline *o)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	bool entry = write_pieces(&text, o, 0);
	for (size_t k = 1; k < o->n_parts; k++)
		if (o->part[k].group && !o->part[k].up)
			entry = write_part(&text, o, k, entry);
	for (size_t i = 1; i < o->n_parts; i++) {
		if (o->part[i].group)
			continue;
		entry = write_part(&text, o, i, entry);
		for (size_t k = 1; k < o->n_parts; k++)
			if (o->part[k].group && o->part[k].up == i)
				entry = write_part(&text, o, k, entry);
	}
	strbuf_add(out, text.buf, text.len);
}
