#include "text/markdown.h"

#include "base/cleanup.h"
#include "text/markdown_line.h"
#include "text/markdown_paragraph.h"
#include "text/rst.h"

#include <string.h>

static struct md_block *last(struct scan *sc)
{
	return &sc->md->block[sc->md->n_blocks - 1];
}

static void find_first(struct scan *sc)
{
	int column = sc->column;

	for (sc->first = sc->at; sc->first < sc->end; sc->first++) {
		if (sc->s[sc->first] == ' ')
			column++;
		else if (sc->s[sc->first] == '\t')
			column += TAB_STOP - column % TAB_STOP;
		else
			break;
	}
	sc->indent = column - sc->column;
	sc->blank = sc->first == sc->end;
}

static void advance(struct scan *sc, int columns)
{
	while (columns > 0 && sc->at < sc->end) {
		int width = 1;
		if (sc->s[sc->at] == '\t')
			width = TAB_STOP - sc->column % TAB_STOP;
		/* of a tab, some columns may be left */
		sc->column += width > columns ? columns : width;
		sc->at += width <= columns;
		columns -= width;
	}
	find_first(sc);
}

static void close_leaf(struct scan *sc)
{
	if (sc->leaf == PARAGRAPH) {
		bool left = md_settle(sc);
		if (!left && sc->depth)
			sc->stack[sc->depth - 1].children--;
		sc->n_lines = 0;
		strbuf_reset(&sc->text);
	}
	if (!sc->depth)
		sc->open = false;
	sc->leaf = NONE;
}

static void close_to(struct scan *sc, int depth)
{
	if (sc->leaf)
		close_leaf(sc);
	if (sc->depth > depth) {
		sc->depth = depth;
		if (!depth)
			sc->open = false;
	}
}

/* Something new begins in the innermost container, or on its own. */
static struct md_block *begin(struct scan *sc, enum md_kind kind)
{
	if (sc->depth) {
		sc->stack[sc->depth - 1].children++;
		return NULL;
	}
	sc->open = true;
	return md_add(sc, kind);
}

static bool match_container(struct scan *sc, const struct container *k)
{
	if (k->quote) {
		if (sc->indent >= CODE_INDENT || sc->blank ||
		    sc->s[sc->first] != '>')
			return false;
		advance(sc, sc->indent + 1);
		if (sc->at < sc->end && sc->indent)
			advance(sc, 1);
		return true;
	}
	if (sc->indent >= k->indent) {
		advance(sc, k->indent);
		return true;
	}
	if (!sc->blank || !k->children)
		return false;
	advance(sc, sc->indent);
	return true;
}

static size_t rest(const struct scan *sc)
{
	return sc->end - sc->first;
}

/* What a line is to the leaf that was open before it. */
enum follows {
	BEHIND, /* the leaf has ended, unless a paragraph goes on lazily */
	WITHIN, /* the leaf goes on */
	CLOSES, /* the closing fence */
	ANEW,   /* another block was opened */
};

static enum follows match_leaf(const struct scan *sc)
{
	size_t marks;

	switch (sc->leaf) {
	case PARAGRAPH:
		return sc->blank ? BEHIND : WITHIN;
	case FENCE:
		marks = scan_fence_end(sc->s + sc->first, rest(sc), sc->mark);
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

/* A title without the closing "##" that may stand behind it. */
static void trim_title(struct scan *sc, struct md_block *b, size_t from)
{
	size_t end = b->text_end;

	b->text = from;
	while (end > sc->first && strchr(" \t", sc->s[end - 1]))
		end--;
	size_t mark = end;
	while (mark > sc->first && sc->s[mark - 1] == '#')
		mark--;
	if (mark < end && mark > sc->first && strchr(" \t", sc->s[mark - 1]))
		end = mark;
	while (end > from && strchr(" \t", sc->s[end - 1]))
		end--;
	b->text_end = end > from ? end : from;
}

static bool open_quote(struct scan *sc, int depth)
{
	if (sc->s[sc->first] != '>' || depth == MAX_DEPTH)
		return false;
	close_to(sc, depth);
	begin(sc, MD_QUOTE);
	advance(sc, sc->indent + 1);
	if (sc->at < sc->end && sc->indent)
		advance(sc, 1);
	sc->stack[sc->depth++] = (struct container){ .quote = true };
	return true;
}

static bool open_item(struct scan *sc, int depth, bool in_paragraph)
{
	size_t marker = scan_marker(sc->s + sc->first, rest(sc), in_paragraph);
	int indent = sc->indent + (int)marker;

	if (!marker || depth == MAX_DEPTH)
		return false;
	close_to(sc, depth);
	struct md_block *b = begin(sc, MD_ITEM);
	advance(sc, indent);
	/* text that is far behind, or none, begins one column further */
	int gap = sc->indent > 0 && sc->indent < 5 && !sc->blank ? sc->indent :
								   1;
	if (b)
		b->text = sc->first;
	advance(sc, sc->indent ? gap : 0);
	sc->stack[sc->depth++] = (struct container){ .indent = indent + gap };
	return true;
}

static bool open_heading(struct scan *sc, int depth)
{
	size_t used;
	int level = scan_atx(sc->s + sc->first, rest(sc), &used);

	if (!level)
		return false;
	close_to(sc, depth);
	struct md_block *b = begin(sc, MD_HEADING);
	if (b) {
		b->level = level;
		trim_title(sc, b, sc->first + used);
		sc->open = false;
	}
	return true;
}

static bool open_fence(struct scan *sc, int depth)
{
	size_t marks = sc->md->rst ? 0 :
				     scan_fence(sc->s + sc->first, rest(sc));

	if (!marks)
		return false;
	close_to(sc, depth);
	begin(sc, MD_CODE);
	sc->leaf = FENCE;
	sc->mark = sc->s[sc->first];
	sc->marks = marks;
	return true;
}

static bool open_html(struct scan *sc, int depth, bool in_paragraph)
{
	enum html kind = scan_html(sc->s + sc->first, rest(sc), in_paragraph);

	if (kind == HTML_NONE)
		return false;
	close_to(sc, depth);
	begin(sc, MD_HTML);
	sc->leaf = HTML;
	sc->html = kind;
	return true;
}

/* The paragraph turns out to be a heading, unless nothing is left of it. */
static bool open_setext(struct scan *sc)
{
	int level = scan_setext(sc->s + sc->first, rest(sc));
	bool top = !sc->depth;
	int line = sc->open && sc->md->n_blocks ? last(sc)->line : 0;

	if (!level)
		return false;
	if (!md_settle(sc)) {
		if (top) {
			sc->open = true;
			md_add(sc, MD_PARAGRAPH)->line = line;
		}
		return false;
	}
	if (top) {
		struct md_block *b = last(sc);
		b->kind = MD_HEADING;
		b->level = level;
		b->line = line;
		b->end = sc->next;
		b->text_end = sc->begin;
		while (b->text_end > b->text &&
		       strchr(" \t\r\n", sc->s[b->text_end - 1]))
			b->text_end--;
		sc->open = false;
	}
	sc->leaf = NONE;
	sc->n_lines = 0;
	strbuf_reset(&sc->text);
	return true;
}

static bool open_rule(struct scan *sc, int depth)
{
	if (!scan_rule(sc->s + sc->first, rest(sc)))
		return false;
	close_to(sc, depth);
	begin(sc, MD_RULE);
	if (!sc->depth)
		sc->open = false;
	return true;
}

static bool open_code(struct scan *sc, int depth)
{
	close_to(sc, depth);
	begin(sc, MD_CODE);
	sc->leaf = CODE;
	return true;
}

enum opened { NOTHING, CONTAINER, LEAF };

/* `depth` containers go on in this line. */
static enum opened open_block(struct scan *sc, int depth, enum follows how)
{
	bool indented = sc->indent >= CODE_INDENT;
	bool paragraph = how != ANEW && sc->leaf == PARAGRAPH;
	bool in = how == WITHIN; /* for sure, not lazily */

	if (sc->blank)
		return NOTHING;
	if (indented)
		return !paragraph && open_code(sc, depth) ? LEAF : NOTHING;
	if (open_quote(sc, depth))
		return CONTAINER;
	if (open_heading(sc, depth) || open_fence(sc, depth) ||
	    open_html(sc, depth, paragraph) || (in && open_setext(sc)))
		return LEAF;
	/* "===" below nothing but definitions is text */
	if (in && scan_setext(sc->s + sc->first, rest(sc)) && !sc->n_lines)
		return NOTHING;
	if (open_rule(sc, depth))
		return LEAF;
	return open_item(sc, depth, in) ? CONTAINER : NOTHING;
}

static void add_text(struct scan *sc, int depth, enum follows how)
{
	if (how == BEHIND && !sc->blank && sc->leaf == PARAGRAPH) {
		md_add_line(sc); /* lazy */
		return;
	}
	if (how == BEHIND)
		close_to(sc, depth);
	if (sc->leaf == HTML && html_has_end(sc->html) &&
	    scan_html_end(sc->s + sc->first, rest(sc), sc->html)) {
		if (!sc->depth)
			last(sc)->end = sc->next;
		close_leaf(sc);
		return;
	}
	if (sc->leaf == PARAGRAPH) {
		md_add_line(sc);
	} else if (!sc->leaf && !sc->blank) {
		begin(sc, MD_PARAGRAPH);
		sc->leaf = PARAGRAPH;
		md_add_line(sc);
	}
}

static void take_line(struct scan *sc)
{
	enum follows how = BEHIND;
	enum opened what = NOTHING;
	int depth = 0;

	find_first(sc);
	while (depth < sc->depth && match_container(sc, &sc->stack[depth]))
		depth++;
	if (depth == sc->depth)
		how = match_leaf(sc);
	if (how == CLOSES) {
		if (sc->open)
			last(sc)->end = sc->next;
		close_leaf(sc);
		return;
	}
	if (how == BEHIND || sc->leaf == PARAGRAPH) {
		do {
			what = open_block(sc, depth, how);
			if (what == CONTAINER)
				depth = sc->depth;
			if (what != NOTHING)
				how = ANEW;
		} while (what == CONTAINER);
	}
	if (what == LEAF && !sc->leaf) { /* a heading or a rule: complete */
		if (sc->open)
			last(sc)->end = sc->next;
		return;
	}
	add_text(sc, depth, how);
	if (sc->open && !sc->blank)
		last(sc)->end = sc->next;
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

/* A heading of reStructuredText, which ends all that is open, or a target. */
static bool take_rst(struct scan *sc)
{
	struct md_block b;

	if (!rst_heading(sc->md, sc->begin, &b) &&
	    (sc->leaf == PARAGRAPH || !rst_target(sc->md, sc->begin, &b)))
		return false;
	close_to(sc, 0);
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
	close_to(sc, 0);
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
