#include "changelog/edit.h"

#include "base/cleanup.h"
#include "changelog/heading.h"
#include "changelog/links.h"

#include <string.h>

static void copy(struct strbuf *out, const struct changelog *cl, size_t from,
		 size_t to)
{
	strbuf_add(out, cl->md.text + from, to - from);
}

/* Blank lines between sections that say something, as most have them; of as
 * many, as the newer have them.  One, unless several show that there is none. */
static size_t usual_gap(const struct changelog *cl)
{
	size_t seen[8] = { 0 }, usual = 1;

	for (size_t i = cl->n; i-- > 1;) {
		const struct section *s = &cl->section[i - 1];
		size_t n = 0;
		if (s->end != s[1].begin || section_is_empty(cl, s))
			continue;
		for (size_t k = section_end(cl, s); k < s->end; k++)
			n += cl->md.text[k] == '\n';
		if (n < sizeof(seen) / sizeof(*seen) &&
		    ++seen[n] >= seen[usual] && (n || seen[0] > 1))
			usual = n;
	}
	return usual;
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

/* The section that becomes that of the version. */
static int find_cut(const struct changelog *cl, const struct cut *cut,
		    const struct section **out)
{
	const struct section *there = changelog_find(cl, cut->version);
	const struct section *u = changelog_open(cl, cut->version);

	u = u ? u : changelog_unreleased(cl);
	*out = u;
	if (there && there != u)
		return error(E_EXISTS,
			     "version %s has a section already, in line %d",
			     cut->version->text, there->line);
	if (!u)
		return error(E_NOTFOUND, "there is no section 'Unreleased'");
	if (u->version.n_parts && version_cmp(&u->version, cut->version) > 0 &&
	    !version_leads_to(cut->version, &u->version))
		return error(E_NOTFOUND,
			     "what is unreleased, line %d, is %s and not %s",
			     u->line, u->version.text, cut->version->text);
	if (section_is_empty(cl, u) && !cut->empty)
		return error(E_POLICY,
			     "nothing is noted under 'Unreleased', line %d",
			     u->line);
	return 0;
}

/* The heading of what was unreleased becomes that of the version. */
static void cut_in_place(struct strbuf *out, const struct changelog *cl,
			 const struct section *u, const struct cut *cut)
{
	size_t begin = u->begin;

	if (!begin && cl->md.n > 2 && !memcmp(cl->md.text, "\xef\xbb\xbf", 3))
		begin = 3;
	copy(out, cl, 0, begin);
	changelog_heading(out, cl, cut);
	copy(out, cl, u->body, u->end);
}

/* An empty one stays above it. */
static void cut_below(struct strbuf *out, const struct changelog *cl,
		      const struct section *u, const struct cut *cut)
{
	size_t from = skip_comments(cl, u), text = from;

	while (text < u->end && strchr("\r\n", cl->md.text[text]))
		text++;
	copy(out, cl, 0, u->begin);
	links_cut_heading(out, cl, u, cut);
	copy(out, cl, u->body, from);
	if (out->buf[out->len - 1] != '\n')
		strbuf_adds(out, cl->eol);
	for (size_t i = usual_gap(cl); i; i--)
		strbuf_adds(out, cl->eol);
	changelog_heading(out, cl, cut);
	if (text == from && text < u->end)
		; /* the text begins right below, as it did */
	else if (from == u->body)
		copy(out, cl, from, text);
	else
		strbuf_adds(out, cl->eol);
	copy(out, cl, text, u->end);
}

int changelog_cut(struct strbuf *out, const struct changelog *cl,
		  const struct cut *cut)
{
	const struct section *u;
	int rc = find_cut(cl, cut, &u);

	if (rc < 0)
		return rc;
	if (cut->drop || u->version.n_parts)
		cut_in_place(out, cl, u, cut);
	else
		cut_below(out, cl, u, cut);
	links_cut(out, cl, u->end, cut);
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

/* So many blank lines at least. */
static void blank_lines(struct strbuf *out, const char *eol, size_t n)
{
	size_t at = out->len;

	if (!at)
		return;
	if (out->buf[at - 1] != '\n')
		strbuf_adds(out, eol);
	for (at = out->len; at && strchr("\r\n", out->buf[at - 1]); at--)
		n -= n && at < out->len && out->buf[at - 1] == '\n';
	for (; n; n--)
		strbuf_adds(out, eol);
}

static bool is_begin(const struct changelog *cl, size_t at)
{
	for (size_t i = 0; i < cl->n; i++)
		if (cl->section[i].begin == at)
			return true;
	return false;
}

int changelog_insert(struct strbuf *out, const struct changelog *cl,
		     const struct version *v, const char *section, size_t n,
		     const struct cut *cut)
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
	const struct section *u = cut ? changelog_unreleased(cl) : NULL;
	struct cut among = cut ? *cut : (struct cut){ 0 };
	among.among = true;
	among.drop = false; /* what is unreleased stays */
	u = u && !u->version.n_parts && u->body <= at ? u : NULL;
	if (u) { /* it may compare in its heading */
		copy(&text, cl, 0, u->begin);
		links_cut_heading(&text, cl, u, &among);
	}
	copy(&text, cl, u ? u->body : 0, at);
	/* above another it stands where that did */
	size_t gap = usual_gap(cl);
	bool above = is_begin(cl, at);
	blank_lines(&text, cl->eol, above || !cl->n ? 1 : gap);
	strbuf_add(&text, section, n);
	strbuf_adds(&text, cl->eol);
	if (at < cl->md.n) {
		while (at < cl->md.n && strchr("\r\n", cl->md.text[at]))
			at++;
		blank_lines(&text, cl->eol, above ? gap : 1);
	}
	if (cut)
		links_cut(&text, cl, at, &among);
	else
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
		changelog_read_like(&now, text.buf, text.len, into);
		if (changelog_find(&now, &s->version))
			continue;
		rc = changelog_insert(&next, &now, &s->version,
				      from->md.text + s->begin,
				      s->end - s->begin, NULL);
		if (rc < 0)
			return rc;
		changelog_release(&now);
		changelog_read_like(&now, next.buf, next.len, into);
		strbuf_reset(&text);
		links_sync(&text, &now, from, &s->version);
		++*n;
	}
	strbuf_add(out, text.buf, text.len);
	return 0;
}
