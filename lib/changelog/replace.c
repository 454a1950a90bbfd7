#include "changelog/replace.h"

#include "base/cleanup.h"

#include <string.h>

/* What an open comment or fence swallows, or a heading more, shows here. */
static bool only_one_changed(const struct changelog *now,
			     const struct changelog *cl,
			     const struct section *s)
{
	size_t at = (size_t)(s - cl->section);
	ptrdiff_t grown = (ptrdiff_t)now->md.n - (ptrdiff_t)cl->md.n;

	if (now->n != cl->n)
		return false;
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *a = &cl->section[i];
		const struct section *b = &now->section[i];
		if ((ptrdiff_t)b->begin !=
			    (ptrdiff_t)a->begin + (i > at ? grown : 0) ||
		    b->level != a->level || (b->stray && !a->stray) ||
		    b->unreleased != a->unreleased ||
		    (!a->unreleased && version_cmp(&a->version, &b->version)))
			return false;
	}
	/* links may be added where the last section meets them */
	ptrdiff_t tail = (ptrdiff_t)cl->tail + grown;
	return (ptrdiff_t)now->tail == tail ||
	       (at + 1 == cl->n && (ptrdiff_t)now->tail < tail &&
		now->tail > s->begin);
}

static void add_lines(struct strbuf *out, const char *text, size_t n,
		      const char *eol)
{
	while (n && strchr(" \t\r\n", text[n - 1]))
		n--;
	for (size_t i = 0; i < n; i++) {
		if (text[i] != '\n') {
			strbuf_addc(out, text[i]);
			continue;
		}
		if (i && text[i - 1] == '\r')
			out->buf[--out->len] = '\0';
		strbuf_adds(out, eol);
	}
	strbuf_adds(out, eol);
}

int changelog_replace(struct strbuf *out, const struct changelog *cl,
		      const struct section *s, const char *text, size_t n)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;
	CLEANUP(changelog) struct changelog now = { 0 };
	const char *old = cl->md.text;
	size_t end = section_end(cl, s);

	strbuf_add(&all, old, s->begin);
	add_lines(&all, text, n, cl->eol);
	strbuf_add(&all, old + end, cl->md.n - end);
	changelog_read_like(&now, all.buf, all.len, cl);
	if (only_one_changed(&now, cl, s)) {
		strbuf_add(out, all.buf, all.len);
		return 0;
	}
	int rc = error(E_POLICY, "that is not the section of %s alone",
		       s->version.text);
	error_hint(
		"its heading stays, '%.*s', and no other heading of its level follows",
		(int)(s->title_end - s->title), old + s->title);
	return rc;
}
