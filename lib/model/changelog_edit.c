#include "model/changelog.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static void copy(struct strbuf *out, const struct changelog *cl, size_t from,
		 size_t to)
{
	strbuf_add(out, cl->md.text + from, to - from);
}

static const struct md_block *find_link(const struct changelog *cl,
					const char *label)
{
	size_t n = strlen(label);

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind == MD_LINKDEF && b->text_end - b->text == n &&
		    !strncasecmp(cl->md.text + b->text, label, n))
			return b;
	}
	return NULL;
}

/* ".../compare/v0.1.0...HEAD": where the older and the newer end begin. */
struct compare {
	size_t old, dots, new, end;
};

static bool find_compare(struct compare *at, const struct changelog *cl,
			 const struct md_block *b)
{
	const char *s = cl->md.text;
	const char *from =
		memmem(s + b->text_end, b->end - b->text_end, "compare/", 8);

	if (!from)
		return false;
	at->old = (size_t)(from + 8 - s);
	const char *dots = memmem(s + at->old, b->end - at->old, "...", 3);
	if (!dots)
		return false;
	at->dots = (size_t)(dots - s);
	at->new = at->end = at->dots + 3;
	while (at->end < b->end && !isspace((unsigned char)s[at->end]))
		at->end++;
	return at->end > at->new;
}

/* "[unreleased]: .../compare/v0.1.0...HEAD" becomes two lines: what is new
 * since the version, and what is new in it. */
static void write_links(struct strbuf *out, const struct changelog *cl,
			const struct cut *cut, size_t from)
{
	const struct md_block *b = find_link(cl, "unreleased");
	struct compare at;

	if (!b || b->begin < from || !find_compare(&at, cl, b)) {
		copy(out, cl, from, cl->md.n);
		return;
	}
	copy(out, cl, from, at.old);
	strbuf_adds(out, cut->tag);
	copy(out, cl, at.dots, b->end);
	if (out->buf[out->len - 1] != '\n')
		strbuf_adds(out, cl->eol);
	if (!find_link(cl, cut->version->text)) {
		strbuf_addf(out, "[%s]", cut->version->text);
		copy(out, cl, b->text_end + 1, at.new);
		strbuf_adds(out, cut->tag);
		copy(out, cl, at.end, b->end);
		if (b->end == cl->md.n && out->buf[out->len - 1] != '\n')
			strbuf_adds(out, cl->eol);
	}
	copy(out, cl, b->end, cl->md.n);
}

/* Comments right below "Unreleased" are for those who write there: they stay.
 * Where they end. */
static size_t skip_comments(const struct changelog *cl, const struct section *s)
{
	size_t at = s->body;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->begin < s->body)
			continue;
		if (b->begin >= s->end || b->kind != MD_HTML ||
		    !memmem(cl->md.text + b->begin, b->end - b->begin, "<!--",
			    4))
			break;
		at = b->end;
	}
	return at;
}

int changelog_cut(struct strbuf *out, const struct changelog *cl,
		  const struct cut *cut)
{
	const struct section *u = changelog_unreleased(cl);
	const struct section *there = changelog_find(cl, cut->version);

	if (there)
		return error(E_EXISTS,
			     "version %s has a section already, in line %d",
			     cut->version->text, there->line);
	if (!u)
		return error(E_NOTFOUND, "there is no section 'Unreleased'");
	if (section_is_empty(cl, u))
		return error(E_POLICY,
			     "nothing is noted under 'Unreleased', line %d",
			     u->line);
	size_t from = skip_comments(cl, u), text = from;
	while (text < u->end && strchr("\r\n", cl->md.text[text]))
		text++;
	copy(out, cl, 0, from);
	if (out->buf[out->len - 1] != '\n')
		strbuf_adds(out, cl->eol);
	strbuf_adds(out, cl->eol);
	changelog_heading(out, cl, cut->version, cut->date);
	if (text == from)
		; /* the text begins right below, as it did */
	else if (from == u->body)
		copy(out, cl, from, text);
	else
		strbuf_adds(out, cl->eol);
	copy(out, cl, text, u->end);
	write_links(out, cl, cut, u->end);
	return 0;
}

static size_t behind_marker(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind == MD_HTML &&
		    memmem(cl->md.text + b->begin, b->end - b->begin,
			   "release notes start", 19))
			return b->end;
	}
	return 0;
}

/* Where the section of `v` belongs: before the first that is older. */
static size_t place_of(const struct changelog *cl, const struct version *v)
{
	size_t last = behind_marker(cl);
	bool any = false;

	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (!s->unreleased && version_cmp(&s->version, v) < 0)
			return s->begin;
		last = s->end;
		any = true;
	}
	return any || last ? last : cl->tail;
}

static bool ends_blank(const struct strbuf *out)
{
	const char *s = out->buf;
	size_t n = out->len;

	return !n || (n > 1 && s[n - 1] == '\n' && s[n - 2] == '\n') ||
	       (n > 3 && !memcmp(s + n - 4, "\r\n\r\n", 4));
}

static void blank_line(struct strbuf *out, const char *eol)
{
	if (out->len && out->buf[out->len - 1] != '\n')
		strbuf_adds(out, eol);
	if (!ends_blank(out))
		strbuf_adds(out, eol);
}

int changelog_insert(struct strbuf *out, const struct changelog *cl,
		     const struct version *v, const char *section, size_t n)
{
	const struct section *there = changelog_find(cl, v);
	size_t at = place_of(cl, v);

	if (there)
		return error(E_EXISTS,
			     "version %s has a section already, in line %d",
			     v->text, there->line);
	while (n && strchr("\r\n", section[n - 1]))
		n--;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	copy(&text, cl, 0, at);
	blank_line(&text, cl->eol);
	strbuf_add(&text, section, n);
	strbuf_adds(&text, cl->eol);
	if (at < cl->md.n) {
		while (at < cl->md.n && strchr("\r\n", cl->md.text[at]))
			at++;
		blank_line(&text, cl->eol);
	}
	copy(&text, cl, at, cl->md.n);
	strbuf_add(out, text.buf, text.len);
	return 0;
}

int changelog_sync(struct strbuf *out, const struct changelog *into,
		   const struct changelog *from, bool pre, size_t *n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	strbuf_add(&text, into->md.text, into->md.n);
	for (size_t i = 0; i < from->n; i++) {
		const struct section *s = &from->section[i];
		CLEANUP(strbuf) struct strbuf next = STRBUF_INIT;
		CLEANUP(changelog) struct changelog now = { 0 };
		if (s->unreleased || (version_is_pre(&s->version) && !pre))
			continue;
		changelog_read(&now, text.buf, text.len, into->scheme);
		if (changelog_find(&now, &s->version))
			continue;
		rc = changelog_insert(&next, &now, &s->version,
				      from->md.text + s->begin,
				      s->end - s->begin);
		if (rc < 0)
			return rc;
		strbuf_reset(&text);
		strbuf_add(&text, next.buf, next.len);
		++*n;
	}
	strbuf_add(out, text.buf, text.len);
	return 0;
}
