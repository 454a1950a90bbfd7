#include "text/markdown_open.h"

#include "base/cleanup.h"
#include "text/markdown_line.h"
#include "text/markdown_paragraph.h"

#include <string.h>

void md_close_leaf(struct scan *sc)
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

void md_close_to(struct scan *sc, int depth)
{
	if (sc->leaf)
		md_close_leaf(sc);
	if (sc->depth > depth) {
		sc->depth = depth;
		if (!depth)
			sc->open = false;
	}
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
	md_close_to(sc, depth);
	md_begin(sc, MD_QUOTE);
	md_advance(sc, sc->indent + 1);
	if (sc->at < sc->end && sc->indent)
		md_advance(sc, 1);
	sc->stack[sc->depth++] = (struct container){ .quote = true };
	return true;
}

static bool open_item(struct scan *sc, int depth, bool in_paragraph)
{
	size_t marker =
		scan_marker(sc->s + sc->first, md_rest(sc), in_paragraph);
	int indent = sc->indent + (int)marker;

	if (!marker || depth == MAX_DEPTH)
		return false;
	md_close_to(sc, depth);
	struct md_block *b = md_begin(sc, MD_ITEM);
	md_advance(sc, indent);
	/* text that is far behind, or none, begins one column further */
	int gap = sc->indent > 0 && sc->indent < 5 && !sc->blank ? sc->indent :
								   1;
	if (b)
		b->text = sc->first;
	md_advance(sc, sc->indent ? gap : 0);
	sc->stack[sc->depth++] = (struct container){ .indent = indent + gap };
	return true;
}

static bool open_heading(struct scan *sc, int depth)
{
	size_t used;
	int level = scan_atx(sc->s + sc->first, md_rest(sc), &used);

	if (!level)
		return false;
	md_close_to(sc, depth);
	struct md_block *b = md_begin(sc, MD_HEADING);
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
				     scan_fence(sc->s + sc->first, md_rest(sc));

	if (!marks)
		return false;
	md_close_to(sc, depth);
	md_begin(sc, MD_CODE);
	sc->leaf = FENCE;
	sc->mark = sc->s[sc->first];
	sc->marks = marks;
	return true;
}

static bool open_html(struct scan *sc, int depth, bool in_paragraph)
{
	enum html kind =
		scan_html(sc->s + sc->first, md_rest(sc), in_paragraph);

	if (kind == HTML_NONE)
		return false;
	md_close_to(sc, depth);
	md_begin(sc, MD_HTML);
	sc->leaf = HTML;
	sc->html = kind;
	return true;
}

/* The paragraph turns out to be a heading, unless nothing is left of it. */
static bool open_setext(struct scan *sc)
{
	int level = scan_setext(sc->s + sc->first, md_rest(sc));
	bool top = !sc->depth;
	int line = sc->open && sc->md->n_blocks ? md_last(sc)->line : 0;

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
		struct md_block *b = md_last(sc);
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
	if (!scan_rule(sc->s + sc->first, md_rest(sc)))
		return false;
	md_close_to(sc, depth);
	md_begin(sc, MD_RULE);
	if (!sc->depth)
		sc->open = false;
	return true;
}

static bool open_code(struct scan *sc, int depth)
{
	md_close_to(sc, depth);
	md_begin(sc, MD_CODE);
	sc->leaf = CODE;
	return true;
}

enum opened md_open_block(struct scan *sc, int depth, enum follows how)
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
	if (in && scan_setext(sc->s + sc->first, md_rest(sc)) && !sc->n_lines)
		return NOTHING;
	if (open_rule(sc, depth))
		return LEAF;
	return open_item(sc, depth, in) ? CONTAINER : NOTHING;
}
