#include "changelog/drop_told.h"

#include "base/cleanup.h"
#include "changelog/outline.h"

static bool is_same(const struct piece *a, const struct piece *b)
{
	return piece_same_text(a, b) ||
	       (piece_is_numbered(a) && piece_is_numbered(b) &&
		piece_same_ids(a, b));
}

static size_t drop(struct outline *o, const struct outline *told)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct piece *p = &o->piece[i];
		for (size_t k = 0; p->entry && !p->fate && k < told->n; k++)
			if (told->piece[k].entry &&
			    is_same(p, &told->piece[k])) {
				p->fate = DROPPED;
				n++;
			}
	}
	return n;
}

/* The section anew, with the blank lines around it as they were. */
static void write_section(struct strbuf *out, const struct changelog *cl,
			  const struct section *s, const struct outline *o)
{
	size_t at = s->body, end = section_end(cl, s), before = out->len;

	while (at < end && (cl->md.text[at] == '\n' || cl->md.text[at] == '\r'))
		at++;
	strbuf_add(out, cl->md.text + s->begin, at - s->begin);
	size_t head = out->len;
	outline_write(out, o);
	if (out->len == head) /* nothing is left: one blank line is enough */
		strbuf_cut(out, before + (s->body - s->begin));
	strbuf_add(out, cl->md.text + end, s->end - end);
}

void changelog_drop_told(struct strbuf *out, const struct changelog *cl,
			 const struct version *v, size_t *n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	const struct section *u = changelog_unreleased(cl);
	const struct section *s = changelog_find(cl, v);
	struct outline mine, told;
	size_t dropped = 0;

	if (u && s && u != s) {
		outline_init(&mine, &arena, u->level, cl->eol);
		outline_read(&mine, cl, u, 0);
		outline_init(&told, &arena, s->level, cl->eol);
		outline_read(&told, cl, s, 0);
		dropped = drop(&mine, &told);
	}
	if (!dropped) {
		strbuf_add(out, cl->md.text, cl->md.n);
		return;
	}
	strbuf_add(out, cl->md.text, u->begin);
	write_section(out, cl, u, &mine);
	strbuf_add(out, cl->md.text + u->end, cl->md.n - u->end);
	*n += dropped;
}
