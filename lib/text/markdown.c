#include "text/markdown.h"

#include "base/cleanup.h"
#include "text/markdown_line.h"
#include "text/markdown_open.h"
#include "text/markdown_paragraph.h"
#include "text/rst.h"

#include <string.h>

static bool match_container(struct scan *sc, const struct container *k)
{
	if (k->quote) {
		if (sc->indent >= CODE_INDENT || sc->blank ||
		    sc->s[sc->first] != '>')
			return false;
		md_advance(sc, sc->indent + 1);
		if (sc->at < sc->end && sc->indent)
			md_advance(sc, 1);
		return true;
	}
	if (sc->indent >= k->indent) {
		md_advance(sc, k->indent);
		return true;
	}
	if (!sc->blank || !k->children)
		return false;
	md_advance(sc, sc->indent);
	return true;
}

static enum follows match_leaf(const struct scan *sc)
{
	size_t marks;

	switch (sc->leaf) {
	case PARAGRAPH:
		return sc->blank ? BEHIND : WITHIN;
	case FENCE:
		marks = scan_fence_end(sc->s + sc->first, md_rest(sc),
				       sc->mark);
		return sc->indent < CODE_INDENT && marks >= sc->marks ? CLOSES :
									WITHIN;
	case CODE:
		return sc->blank || sc->indent >= CODE_INDENT ? WITHIN : BEHIND;
	case HTML:
		return html_has_end(sc->html) || !sc->blank ? WITHIN : BEHIND;
	case NONE:
		break;
	}
	return BEHIND;
}

static void add_text(struct scan *sc, int depth, enum follows how)
{
	if (how == BEHIND && !sc->blank && sc->leaf == PARAGRAPH) {
		md_add_line(sc); /* lazy */
		return;
	}
	if (how == BEHIND)
		md_close_to(sc, depth);
	if (sc->leaf == HTML && html_has_end(sc->html) &&
	    scan_html_end(sc->s + sc->first, md_rest(sc), sc->html)) {
		if (!sc->depth)
			md_last(sc)->end = sc->next;
		md_close_leaf(sc);
		return;
	}
	if (sc->leaf == PARAGRAPH) {
		md_add_line(sc);
	} else if (!sc->leaf && !sc->blank) {
		md_begin(sc, MD_PARAGRAPH);
		sc->leaf = PARAGRAPH;
		md_add_line(sc);
	}
}

static void take_line(struct scan *sc)
{
	enum follows how = BEHIND;
	enum opened what = NOTHING;
	int depth = 0;

	md_find_first(sc);
	while (depth < sc->depth && match_container(sc, &sc->stack[depth]))
		depth++;
	if (depth == sc->depth)
		how = match_leaf(sc);
	if (how == CLOSES) {
		if (sc->open)
			md_last(sc)->end = sc->next;
		md_close_leaf(sc);
		return;
	}
	if (how == BEHIND || sc->leaf == PARAGRAPH) {
		do {
			what = md_open_block(sc, depth, how);
			if (what == CONTAINER)
				depth = sc->depth;
			if (what != NOTHING)
				how = ANEW;
		} while (what == CONTAINER);
	}
	if (what == LEAF && !sc->leaf) { /* a heading or a rule: complete */
		if (sc->open)
			md_last(sc)->end = sc->next;
		return;
	}
	add_text(sc, depth, how);
	if (sc->open && !sc->blank)
		md_last(sc)->end = sc->next;
}

/* Find the end of the line; "\r", "\n" and "\r\n" all end one. */
static void find_line(struct scan *sc, size_t n)
{
	sc->end = sc->begin;
	while (sc->end < n && sc->s[sc->end] != '\n' && sc->s[sc->end] != '\r')
		sc->end++;
	sc->next = sc->end;
	if (sc->next < n && sc->s[sc->next] == '\r')
		sc->next++;
	if (sc->next < n && sc->s[sc->next] == '\n')
		sc->next++;
	sc->at = sc->begin;
	sc->column = 0;
	sc->line++;
}

/* A heading of reStructuredText, which ends all that is open, or a target, which
 * ends a comment or an anchor. */
static bool take_rst(struct scan *sc)
{
	bool text = sc->leaf == PARAGRAPH && !starts_with(sc->text.buf, ".. ");
	struct md_block b;

	if (!rst_heading(sc->md, sc->begin, &b) &&
	    (text || !rst_target(sc->md, sc->begin, &b)))
		return false;
	md_close_to(sc, 0);
	b.line = sc->line;
	*md_add(sc, b.kind) = b;
	for (size_t i = sc->next; i < b.end; i++)
		sc->line += sc->s[i] == '\n';
	sc->next = b.end;
	return true;
}

static void scan(struct scan *sc, size_t n)
{
	for (; sc->begin < n; sc->begin = sc->next) {
		find_line(sc, n);
		if (sc->md->rst && take_rst(sc))
			continue;
		if (!sc->begin && n >= 3 && !memcmp(sc->s, "\xef\xbb\xbf", 3))
			sc->at = 3;
		take_line(sc);
	}
	md_close_to(sc, 0);
	strbuf_release(&sc->text);
	free(sc->lines);
}

void md_scan(struct md *out, const char *text, size_t n)
{
	struct scan sc = { .md = out, .s = text, .text = STRBUF_INIT };

	*out = (struct md){ .text = text, .n = n };
	scan(&sc, n);
}

void md_scan_any(struct md *out, const char *text, size_t n, bool rst)
{
	struct scan sc = { .md = out, .s = text, .text = STRBUF_INIT };

	*out = (struct md){ .text = text,
			    .n = n,
			    .rst = rst || rst_is(text, n) };
	scan(&sc, n);
}

void md_release(struct md *md)
{
	free(md->block);
	*md = (struct md){ 0 };
}
