#include "changelog/links.h"

#include "base/cleanup.h"
#include "changelog/form.h"
#include "changelog/pattern.h"
#include "changelog/range.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The definitions of links that releases have. */
struct defs {
	const struct changelog *cl;
	const struct cut *cut;
	struct arena *arena;
	const struct md_block *unreleased; /* NULL: it has none */
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

static bool is_label(const struct changelog *cl, const struct md_block *b,
		     const char *label, size_t n)
{
	const char *text = cl->md.text + b->text;
	size_t len = b->text_end - b->text;

	return len == n && !strncasecmp(text, label, n);
}

/* "[0.2.0]", "[v0.2.0]". */
static bool is_of(const struct defs *d, const struct md_block *b,
		  const char *version)
{
	size_t n = strlen(version);
	struct md_block bare = *b;

	bare.text++;
	return is_label(d->cl, b, version, n) ||
	       (b->text < b->text_end &&
		strchr("vV", d->cl->md.text[b->text]) &&
		is_label(d->cl, &bare, version, n));
}

static bool is_unreleased(const struct defs *d, const struct md_block *b)
{
	const struct section *u = changelog_unreleased(d->cl);

	return is_label(d->cl, b, "unreleased", 10) ||
	       (u && u->title < u->name && d->cl->md.text[u->name - 1] == '[' &&
		is_label(d->cl, b, d->cl->md.text + u->name,
			 u->name_end - u->name));
}

static const struct section *section_of(const struct defs *d,
					const struct md_block *b)
{
	for (size_t i = 0; i < d->cl->n; i++) {
		const struct section *s = &d->cl->section[i];
		if (!s->open && is_of(d, b, s->version.text))
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

	if (is_unreleased(d, b)) {
		d->unreleased = d->unreleased ? d->unreleased : b;
		return;
	}
	d->there |= is_of(d, b, d->cut->version->text);
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

/* The version in a link to what is new since it, the last one there: its length
 * and place. */
static size_t find_since(const struct changelog *cl, size_t from, size_t to,
			 size_t *at)
{
	const char *s = cl->md.text;

	for (size_t i = to; i-- > from;) {
		size_t len = pattern_find(cl, s + from, to - from, i - from);
		*at = i;
		if (len)
			return len;
	}
	return 0;
}

/* The same link, of what is new since the version. */
static bool add_since(struct strbuf *out, const struct defs *d, size_t from,
		      size_t to)
{
	struct range range;
	size_t at, n;

	n = find_since(d->cl, from, to, &at);
	if (n) {
		copy(out, d->cl, from, at);
		strbuf_adds(out, d->cut->version->text);
		copy(out, d->cl, at + n, to);
		return true;
	}
	if (d->cut->tag && range_find(&range, d->cl, from, to)) {
		range_write(out, d->cl, &range, from, to, d->cut->tag, NULL);
		return true;
	}
	copy(out, d->cl, from, to);
	return false;
}

static void leave(const struct cut *cut, const char *what, int line)
{
	if (cut->left)
		strbuf_addf(cut->left,
			    "the link of %s, line %d, is left as it is\n", what,
			    line);
}

void links_cut_heading(struct strbuf *out, const struct changelog *cl,
		       size_t from, size_t to, const struct cut *cut)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	const struct defs d = { .cl = cl, .cut = cut, .arena = &arena };
	const char *link = memmem(cl->md.text + from, to - from, "](", 2);
	const struct section *u = changelog_unreleased(cl);

	if (!link) {
		copy(out, cl, from, to);
		return;
	}
	size_t at = (size_t)(link - cl->md.text);
	copy(out, cl, from, at);
	if (!add_since(out, &d, at, to))
		leave(cut, "'Unreleased'", u ? u->line : 0);
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

/* Formed as those of other releases, or of what was new until now, or at least
 * as that of the first. */
static bool add_own(struct strbuf *out, const struct defs *d)
{
	const struct changelog *cl = d->cl;
	const struct md_block *b = d->unreleased;
	const char *v = d->cut->version->text;
	struct range range;

	if (fill(out, d, d->pattern))
		return true;
	if (!b || !d->cut->tag || !range_find(&range, cl, b->text_end, b->end))
		return fill(out, d, d->first);
	size_t end = b->end;
	while (end > range.new_end && strchr("\r\n", cl->md.text[end - 1]))
		end--;
	strbuf_addf(out, "[%s]", v);
	range_write(out, cl, &range, b->text_end + 1, end, NULL, d->cut->tag);
	return true;
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
	if (!add_since(out, d, b->text_end, b->end))
		leave(d->cut, "'Unreleased'", b->line);
}

/* Where the new one goes: behind Unreleased's, or before it where the newest is
 * last; else beside the newest. */
static void write_defs(struct strbuf *out, const struct defs *d, size_t from,
		       const struct strbuf *own)
{
	const struct changelog *cl = d->cl;
	const struct md_block *b = d->unreleased;
	bool drop = d->cut->drop && own->len;

	if (!b) {
		b = d->newest;
		size_t at = d->ascending ? b->end : b->begin;
		copy(out, cl, from, at);
		add_line(out, d, own, at);
		copy(out, cl, at, cl->md.n);
		return;
	}
	bool before = d->newest && d->newest->begin < b->begin;
	copy(out, cl, from, b->begin);
	if (before && own->len) {
		strbuf_add(out, own->buf, own->len);
		strbuf_adds(out, cl->eol);
	}
	if (!drop)
		add_unreleased(out, d);
	if (!before && own->len)
		add_line(out, d, own, b->end);
	copy(out, cl, b->end, cl->md.n);
}

void links_cut(struct strbuf *out, const struct changelog *cl, size_t from,
	       const struct cut *cut)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf own = STRBUF_INIT;
	struct defs d = { .cl = cl, .cut = cut, .arena = &arena };

	look(&d);
	if ((d.unreleased && d.unreleased->begin < from) ||
	    (!d.unreleased && d.newest && d.newest->begin < from)) {
		copy(out, cl, from, cl->md.n);
		return;
	}
	bool wanted = !d.there && (d.unreleased || d.newest);
	if (wanted && !add_own(&own, &d) && cut->left)
		strbuf_addf(cut->left,
			    "%s has no link: those at the end are of no form\n",
			    cut->version->text);
	if (d.unreleased || own.len)
		write_defs(out, &d, from, &own);
	else
		copy(out, cl, from, cl->md.n);
}
