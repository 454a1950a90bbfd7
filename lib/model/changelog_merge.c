#include "model/piece_merge.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct range {
	const char *s;
	size_t n;
};

static bool same(struct range a, struct range b)
{
	return a.n == b.n && !memcmp(a.s, b.s, a.n);
}

/* White space at the end is nobody's change. */
static struct range range(const struct changelog *cl, size_t from, size_t to)
{
	while (to > from && strchr(" \t\r\n", cl->md.text[to - 1]) &&
	       cl->md.text[to - 1])
		to--;
	return (struct range){ cl->md.text + from, to - from };
}

static struct range whole(const struct changelog *cl, const struct section *s)
{
	return s ? range(cl, s->begin, s->end) : (struct range){ "", 0 };
}

/* The plain rule for what cannot be taken apart: who changed it, wins. */
static int three_way(struct range base, struct range ours, struct range theirs,
		     struct range *out, const char *what)
{
	if (same(ours, theirs) || same(base, theirs))
		*out = ours;
	else if (same(base, ours))
		*out = theirs;
	else
		return error(E_CONFLICT, "both sides changed %s", what);
	return 0;
}

static const struct section *counterpart(const struct changelog *cl,
					 const struct section *s)
{
	return s->unreleased ? changelog_unreleased(cl) :
			       changelog_find(cl, &s->version);
}

static void add_text(struct strbuf *out, struct range text, const char *eol)
{
	if (!text.n)
		return;
	if (out->len && out->buf[out->len - 1] != '\n')
		strbuf_adds(out, eol);
	if (out->len && !(out->len > 1 && out->buf[out->len - 2] == '\n') &&
	    !(out->len > 2 && out->buf[out->len - 3] == '\n'))
		strbuf_adds(out, eol);
	strbuf_add(out, text.s, text.n);
	strbuf_adds(out, eol);
}

/* All sections that one side alone has, and the base has not. */
static void read_fresh(struct outline *o, const struct changelog *cl[3])
{
	for (int side = OURS; side <= THEIRS; side++) {
		const struct changelog *other = cl[OURS + THEIRS - side];
		for (size_t i = 0; i < cl[side]->n; i++) {
			const struct section *s = &cl[side]->section[i];
			if (!counterpart(cl[BASE], s) && !counterpart(other, s))
				outline_read(o, cl[side], s, side);
		}
	}
}

/* Inside one section that both changed. */
static int merge_section(struct strbuf *out, const struct changelog *cl[3],
			 const struct section *s[3])
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct outline o, fresh;
	struct range head[3], title;
	int rc;

	for (int i = 0; i < 3; i++)
		head[i] = s[i] ? range(cl[i], s[i]->begin, s[i]->body) :
				 (struct range){ "", 0 };
	rc = three_way(head[BASE], head[OURS], head[THEIRS], &title,
		       "the heading of a section");
	if (rc < 0)
		return rc;
	outline_init(&o, &arena, s[OURS]->level, cl[OURS]->eol);
	outline_read(&o, cl[OURS], s[OURS], OURS);
	outline_read(&o, cl[THEIRS], s[THEIRS], THEIRS);
	if (s[BASE])
		outline_read(&o, cl[BASE], s[BASE], BASE);
	outline_init(&fresh, &arena, s[OURS]->level, cl[OURS]->eol);
	read_fresh(&fresh, cl);
	if ((rc = pieces_merge(&o, &fresh)) < 0)
		return rc;
	strbuf_add(&text, title.s, title.n);
	strbuf_adds(&text, cl[OURS]->eol);
	CLEANUP(strbuf) struct strbuf body = STRBUF_INIT;
	outline_write(&body, &o);
	size_t gap = s[OURS]->body;
	while (gap < s[OURS]->end && strchr("\r\n", cl[OURS]->md.text[gap]))
		strbuf_addc(&text, cl[OURS]->md.text[gap++]);
	strbuf_add(&text, body.buf, body.len);
	strbuf_trim_end(&text);
	add_text(out, (struct range){ text.buf, text.len }, cl[OURS]->eol);
	return 0;
}

static int merge_one(struct strbuf *out, const struct changelog *cl[3],
		     const struct section *any)
{
	const struct section *s[3];
	struct range text[3], result;

	for (int i = 0; i < 3; i++) {
		s[i] = counterpart(cl[i], any);
		text[i] = whole(cl[i], s[i]);
	}
	if (!s[OURS] || !s[THEIRS] || same(text[OURS], text[THEIRS]) ||
	    same(text[BASE], text[THEIRS]) || same(text[BASE], text[OURS])) {
		int rc = three_way(text[BASE], text[OURS], text[THEIRS],
				   &result, "a section the other removed");
		if (!rc)
			add_text(out, result, cl[OURS]->eol);
		return rc;
	}
	return merge_section(out, cl, s);
}

/* Ours in their order; sections only they have go where their versions
 * belong: before the first of ours that is older. */
static int merge_sections(struct strbuf *out, const struct changelog *cl[3])
{
	const struct changelog *o = cl[OURS], *t = cl[THEIRS];
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i <= o->n; i++) {
		const struct section *mine = i < o->n ? &o->section[i] : NULL;
		for (; !rc && k < t->n; k++) {
			const struct section *s = &t->section[k];
			if (counterpart(o, s))
				continue;
			bool first =
				!mine || s->unreleased ||
				(!mine->unreleased &&
				 version_cmp(&s->version, &mine->version) > 0);
			if (!first)
				break;
			rc = merge_one(out, cl, s);
		}
		if (!rc && mine)
			rc = merge_one(out, cl, mine);
	}
	return rc;
}

static struct range link_of(const struct changelog *cl,
			    const struct changelog *from,
			    const struct md_block *b)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *k = &cl->md.block[i];
		if (k->kind == MD_LINKDEF && k->begin >= cl->tail &&
		    k->text_end - k->text == b->text_end - b->text &&
		    !strncasecmp(cl->md.text + k->text, from->md.text + b->text,
				 b->text_end - b->text))
			return range(cl, k->begin, k->end);
	}
	return (struct range){ "", 0 };
}

/* "[Unreleased]: .../compare/v0.2.0...HEAD" compares with the last release. */
static bool compared_with(const struct changelog *cl, struct range link,
			  struct version *out)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const char *end = memmem(link.s, link.n, "...", 3), *p = end;

	while (p && p > link.s && !strchr("/ =", p[-1]))
		p--;
	while (p && p < end && !isdigit((unsigned char)*p))
		p++;
	if (!p)
		return false;
	strbuf_add(&name, p, (size_t)(end - p));
	return version_try(out, cl->scheme, name.buf);
}

/* The one place that each release changes: the higher one stays. */
static bool later_link(const struct changelog *cl[3], struct range text[3],
		       const struct changelog *from, const struct md_block *b,
		       struct range *out)
{
	static const char unreleased[] = "unreleased";
	struct version ours, theirs;

	if (b->text_end - b->text != sizeof(unreleased) - 1 ||
	    strncasecmp(from->md.text + b->text, unreleased,
			sizeof(unreleased) - 1) ||
	    !compared_with(cl[OURS], text[OURS], &ours) ||
	    !compared_with(cl[THEIRS], text[THEIRS], &theirs))
		return false;
	*out = text[version_cmp(&ours, &theirs) < 0 ? THEIRS : OURS];
	return true;
}

static int merge_link(struct strbuf *out, const struct changelog *cl[3],
		      const struct changelog *from, const struct md_block *b)
{
	struct range text[3], result;
	int rc;

	for (int i = 0; i < 3; i++)
		text[i] = link_of(cl[i], from, b);
	rc = three_way(text[BASE], text[OURS], text[THEIRS], &result, "a link");
	if (rc == E_CONFLICT && later_link(cl, text, from, b, &result))
		rc = 0;
	if (rc < 0 || !result.n)
		return rc;
	strbuf_add(out, result.s, result.n);
	strbuf_adds(out, cl[OURS]->eol);
	return 0;
}

static bool is_link(const struct changelog *cl, size_t i)
{
	return i < cl->md.n_blocks && cl->md.block[i].begin >= cl->tail;
}

/* Their links that we lack, from `*k` to the next that we have: `next`, or the
 * end. */
static int merge_their_links(struct strbuf *out, const struct changelog *cl[3],
			     const struct md_block *next, size_t *k)
{
	const struct changelog *o = cl[OURS], *t = cl[THEIRS];
	size_t end = *k;
	int rc = 0;

	for (; end < t->md.n_blocks; end++) {
		struct range mine = is_link(t, end) ?
					    link_of(o, t, &t->md.block[end]) :
					    (struct range){ "", 0 };
		if (next && mine.n && mine.s == o->md.text + next->begin)
			break;
	}
	if (next && end == t->md.n_blocks)
		return 0; /* that one is ours alone */
	for (; !rc && *k < end; (*k)++) {
		const struct md_block *b = &t->md.block[*k];
		if (is_link(t, *k) && !link_of(o, t, b).n)
			rc = merge_link(out, cl, t, b);
	}
	return rc;
}

/* Their new links come where they have them, before the same next one. */
static int merge_tail(struct strbuf *out, const struct changelog *cl[3])
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct changelog *o = cl[OURS];
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < o->md.n_blocks; i++) {
		const struct md_block *b = &o->md.block[i];
		if (!is_link(o, i))
			continue;
		if (!(rc = merge_their_links(&text, cl, b, &k)))
			rc = merge_link(&text, cl, o, b);
	}
	if (!rc)
		rc = merge_their_links(&text, cl, NULL, &k);
	if (rc < 0)
		return rc;
	strbuf_trim_end(&text);
	add_text(out, (struct range){ text.buf, text.len }, o->eol);
	return 0;
}

/* Text between sections, "## Older releases": no part of any. */
static bool has_strays(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->n; i++) {
		size_t next = i + 1 < cl->n ? cl->section[i + 1].begin :
					      cl->tail;
		if (cl->section[i].end != next)
			return true;
	}
	return false;
}

int changelog_merge(struct strbuf *out, const struct changelog *base,
		    const struct changelog *ours,
		    const struct changelog *theirs)
{
	const struct changelog *cl[3] = { base, ours, theirs };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct range part[3], result;
	int rc;

	for (int i = 0; i < 3; i++)
		part[i] = range(cl[i], 0, cl[i]->md.n);
	/* nothing to take apart where only one side changed */
	if (same(part[BASE], part[OURS]) || same(part[BASE], part[THEIRS]) ||
	    same(part[OURS], part[THEIRS])) {
		int who = same(part[BASE], part[OURS]) ? THEIRS : OURS;
		strbuf_add(out, cl[who]->md.text, cl[who]->md.n);
		return 0;
	}
	for (int i = 0; i < 3; i++) {
		if ((i != BASE && !cl[i]->n) || has_strays(cl[i]))
			return error(E_POLICY, "there is text that belongs to "
					       "no section");
		part[i] =
			range(cl[i], 0,
			      cl[i]->n ? cl[i]->section[0].begin : cl[i]->tail);
	}
	rc = three_way(part[BASE], part[OURS], part[THEIRS], &result,
		       "what comes before the first section");
	if (rc < 0)
		return rc;
	add_text(&text, result, ours->eol);
	if ((rc = merge_sections(&text, cl)) < 0 ||
	    (rc = merge_tail(&text, cl)) < 0)
		return rc;
	strbuf_add(out, text.buf, text.len);
	return 0;
}
