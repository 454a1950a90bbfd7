#include "changelog/links.h"

#include "base/cleanup.h"
#include "changelog/form.h"
#include "changelog/heading_link.h"
#include "changelog/label.h"
#include "changelog/pattern.h"
#include "changelog/range.h"
#include "changelog/since.h"

#include <string.h>

/* The definitions of links that releases have. */
struct defs {
	const struct changelog *cl;
	const struct cut *cut;
	struct arena *arena;
	const struct md_block *unreleased; /* NULL: it has none */
	const struct md_block *open;       /* the version's own, likewise */
	const struct md_block *newest;     /* of a release, likewise */
	const struct section *previous;
	const char *pattern; /* of the newest two that are alike, or the newest */
	const char *first; /* of the first release, which compares with none */
	bool compares;     /* it compares with the release before */
	bool ascending;
	bool there; /* the version has one */
};

static void copy(struct strbuf *out, const struct changelog *cl, size_t from,
		 size_t to)
{
	strbuf_add(out, cl->md.text + from, to - from);
}

/* Of the version that becomes this one. */
static bool is_open(const struct defs *d, const struct md_block *b)
{
	const struct section *u = changelog_open(d->cl, d->cut->version);

	u = u ? u : changelog_unreleased(d->cl);
	return u && u->version.n_parts &&
	       label_is_version(d->cl, b, u->version.text);
}

static const struct section *section_of(const struct defs *d,
					const struct md_block *b)
{
	for (size_t i = 0; i < d->cl->n; i++) {
		const struct section *s = &d->cl->section[i];
		if (!s->open && label_is_version(d->cl, b, s->version.text))
			return s;
	}
	return NULL;
}

static const char *make(const struct defs *d, const struct md_block *b,
			const struct section *s)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const char *text = d->cl->md.text + b->begin;
	size_t n = b->end - b->begin;

	while (n && strchr(" \t\r\n", text[n - 1]))
		n--;
	pattern_make(&out, d->cl, text, n, form_spelling(d->arena, d->cl, s),
		     form_full(d->arena, &s->version));
	return arena_strndup(d->arena, out.buf, out.len);
}

/* ---- what is there -------------------------------------------------------- */

/* Is it the link of the first release of all, which has nothing to compare
 * with? */
static bool is_first(const struct defs *d, const struct section *s)
{
	return !heading_previous(d->cl, &s->version);
}

static void look_at(struct defs *d, const struct md_block *b, const char **last)
{
	const struct section *s = section_of(d, b);

	if (label_is_unreleased(d->cl, b)) {
		d->unreleased = d->unreleased ? d->unreleased : b;
		return;
	}
	if (is_open(d, b)) {
		d->open = d->open ? d->open : b;
		return;
	}
	d->there |= label_is_version(d->cl, b, d->cut->version->text);
	if (!s)
		return;
	const struct section *n = d->newest ? section_of(d, d->newest) : NULL;
	if (n && version_cmp(&s->version, &n->version) > 0)
		d->ascending = true;
	if (!n || d->ascending)
		d->newest = b;
	const char *pattern = make(d, b, s);
	if (!pattern_has(pattern, PATTERN_VERSION))
		return;
	if (is_first(d, s)) {
		d->first = pattern;
		return;
	}
	/* the newest, and the newest two that agree before it */
	if (!d->pattern || d->ascending ||
	    (*last && !strcmp(*last, pattern) && strcmp(d->pattern, pattern)))
		d->pattern = pattern;
	*last = pattern;
}

static void look(struct defs *d)
{
	const char *last = NULL;

	d->previous = heading_previous(d->cl, d->cut->version);
	for (size_t i = 0; i < d->cl->md.n_blocks; i++)
		if (d->cl->md.block[i].kind == MD_LINKDEF)
			look_at(d, &d->cl->md.block[i], &last);
	d->compares = d->pattern && pattern_has(d->pattern, PATTERN_PREVIOUS);
}

/* ---- Unreleased ----------------------------------------------------------- */

static void leave(const struct cut *cut, const char *what, int line)
{
	if (cut->left)
		strbuf_addf(cut->left,
			    "the link of %s, line %d, is left as it is\n", what,
			    line);
}

void links_cut_heading(struct strbuf *out, const struct changelog *cl,
		       const struct section *u, const struct cut *cut)
{
	CLEANUP(strbuf) struct strbuf link = STRBUF_INIT;
	size_t at = heading_link_find(cl, u);

	if (!at) {
		copy(out, cl, u->begin, u->body);
		return;
	}
	if (!since_write(&link, cl, cut, at, u->title_end))
		leave(cut, "'Unreleased'", u->line);
	heading_link_write(out, cl, u, at, &link);
}

/* ---- the version ---------------------------------------------------------- */

static bool fill(struct strbuf *out, const struct defs *d, const char *pattern)
{
	const struct version *v = d->cut->version;

	return pattern &&
	       pattern_fill(out, pattern,
			    d->cut->spelled ? d->cut->spelled : v->text,
			    form_full(d->arena, v),
			    d->previous ? d->previous->version.text : NULL,
			    d->cut->date);
}

/* The older end of a link that compared with a newer version: the one before
 * this. */
static bool add_previous(struct strbuf *out, const struct defs *d,
			 const struct range *range)
{
	size_t at, n = since_find(d->cl, range->old, range->old_end, &at);

	if (!n || !d->previous)
		return false;
	copy(out, d->cl, range->old, at);
	strbuf_adds(out, d->previous->version.text);
	copy(out, d->cl, at + n, range->old_end);
	return true;
}

/* Formed as what was new until now. */
static bool add_like_open(struct strbuf *out, const struct defs *d,
			  const struct md_block *b)
{
	const struct changelog *cl = d->cl;
	const char *text = cl->md.text;
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;
	size_t end = b->end;
	struct range range;

	if (!d->cut->tag || !range_find(&range, cl, b->text_end, b->end) ||
	    (since_newer(cl, d->cut, b->text_end, b->end) &&
	     !add_previous(&old, d, &range)))
		return false;
	while (end > range.old_end && end > range.new_end &&
	       strchr("\r\n", text[end - 1]))
		end--;
	copy(out, cl, b->begin, b->text);
	if (d->newest && strchr("vV", text[d->newest->text]))
		strbuf_addc(out, text[d->newest->text]);
	strbuf_adds(out, d->cut->version->text);
	range_write(out, cl, &range, b->text_end, end, old.len ? old.buf : NULL,
		    d->cut->tag);
	return true;
}

/* Formed as those of other releases, or of what was new until now, or at least
 * as that of the first. */
static bool add_own(struct strbuf *out, const struct defs *d)
{
	const struct md_block *b = d->open ? d->open : d->unreleased;

	return fill(out, d, d->pattern) || (b && add_like_open(out, d, b)) ||
	       fill(out, d, d->first);
}

static void end_line(struct strbuf *out, const struct changelog *cl)
{
	if (out->len && out->buf[out->len - 1] != '\n')
		strbuf_adds(out, cl->eol);
}

/* One line of its own; the file may end without the end of a line. */
static void add_line(struct strbuf *out, const struct defs *d,
		     const struct strbuf *own, size_t at)
{
	end_line(out, d->cl);
	strbuf_add(out, own->buf, own->len);
	if (at < d->cl->md.n || d->cl->md.text[d->cl->md.n - 1] == '\n')
		strbuf_adds(out, d->cl->eol);
}

/* Unreleased's own, in its place. */
static void add_unreleased(struct strbuf *out, const struct defs *d)
{
	const struct md_block *b = d->unreleased;

	copy(out, d->cl, b->begin, b->text_end);
	if (!since_write(out, d->cl, d->cut, b->text_end, b->end))
		leave(d->cut, "'Unreleased'", b->line);
}

enum where { INSTEAD, BEFORE, BEHIND };

/* Beside the link of the release before it, or else of the next newer one. */
static const struct md_block *place_among(const struct defs *d, enum where *how)
{
	const struct md_block *best = NULL;
	const struct section *next = NULL;

	for (size_t i = 0; i < d->cl->md.n_blocks; i++) {
		const struct md_block *b = &d->cl->md.block[i];
		const struct section *s =
			b->kind == MD_LINKDEF ? section_of(d, b) : NULL;
		if (s && s == d->previous) {
			*how = d->ascending ? BEHIND : BEFORE;
			return b;
		}
		if (!s || version_cmp(&s->version, d->cut->version) < 0 ||
		    (next && version_cmp(&s->version, &next->version) > 0))
			continue;
		best = b;
		next = s;
	}
	*how = d->ascending ? BEFORE : BEHIND;
	return best;
}

/* Where the new one goes: in place of the one that the version had, or that
 * nothing needs any more; behind Unreleased's, or before it where the newest is
 * last; else beside the newest. */
static const struct md_block *place_of(const struct defs *d, enum where *how)
{
	const struct md_block *u = d->unreleased;

	const struct section *newest = d->newest ? section_of(d, d->newest) :
						   NULL;

	*how = INSTEAD;
	if (d->cut->among && newest &&
	    version_cmp(&newest->version, d->cut->version) > 0)
		return place_among(d, how);
	if (d->open || (u && d->cut->drop))
		return d->open ? d->open : u;
	if (u) {
		*how = d->newest && d->newest->begin < u->begin ? BEFORE :
								  BEHIND;
		return u;
	}
	*how = d->ascending ? BEHIND : BEFORE;
	return d->newest;
}

static void write_defs(struct strbuf *out, const struct defs *d, size_t from,
		       const struct strbuf *own)
{
	const struct changelog *cl = d->cl;
	enum where how = INSTEAD;
	const struct md_block *place = own->len ? place_of(d, &how) : NULL;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		bool replaced = b == place && how == INSTEAD;
		if (b->begin < from || (b != place && b != d->unreleased))
			continue;
		copy(out, cl, from, b->begin);
		from = b->end;
		if (b == place && how == BEFORE)
			add_line(out, d, own, b->begin);
		if (b == d->unreleased && !replaced)
			add_unreleased(out, d);
		else if (!replaced)
			copy(out, cl, b->begin, b->end);
		if (b == place && how != BEFORE)
			add_line(out, d, own, b->end);
	}
	copy(out, cl, from, cl->md.n);
}

static void tell_lost(const struct defs *d)
{
	const char *version = d->cut->version->text;

	if (d->open)
		leave(d->cut, version, d->open->line);
	else if (d->cut->left)
		strbuf_addf(d->cut->left,
			    "%s has no link: those at the end are of no form\n",
			    version);
}

void links_cut(struct strbuf *out, const struct changelog *cl, size_t from,
	       const struct cut *cut)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf own = STRBUF_INIT;
	struct defs d = { .cl = cl, .cut = cut, .arena = &arena };
	const struct md_block *first;

	look(&d);
	first = d.open ? d.open : d.unreleased ? d.unreleased : d.newest;
	if (!first || first->begin < from) {
		if (first && !d.there)
			tell_lost(&d);
		copy(out, cl, from, cl->md.n);
		return;
	}
	if (!d.there && !add_own(&own, &d))
		tell_lost(&d);
	write_defs(out, &d, from, &own);
}
