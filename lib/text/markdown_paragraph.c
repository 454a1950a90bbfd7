#include "text/markdown_paragraph.h"

#include "base/cleanup.h"
#include "text/markdown_link.h"

#include <string.h>

void md_add_line(struct scan *sc)
{
	GROW(sc->lines, sc->n_lines, sc->alloc);
	sc->lines[sc->n_lines++] = (struct line){ sc->text.len, sc->begin };
	strbuf_add(&sc->text, sc->s + sc->first, sc->end - sc->first);
	strbuf_addc(&sc->text, '\n');
}

/* Of a definition at the top of a paragraph: lines `from` up to `to`. */
static void tell_linkdef(struct scan *sc, const struct md_block *paragraph,
			 size_t from, size_t to, size_t label)
{
	struct md_block *b = md_add(sc, MD_LINKDEF);

	b->begin = sc->lines[from].begin;
	b->end = to < sc->n_lines ? sc->lines[to].begin : paragraph->end;
	b->line = paragraph->line + (int)from;
	b->text = paragraph->text_end; /* set below where it is one line */
	b->text_end = b->text;
	for (size_t i = b->begin; i < b->end && label; i++)
		if (sc->s[i] == '[') {
			b->text = i + 1;
			b->text_end = b->text + label - 1;
			break;
		}
}

/* Take the definitions off the paragraph's text; how many lines they have. */
static size_t take_linkdefs(struct scan *sc, bool tell,
			    const struct md_block *paragraph)
{
	size_t used = 0, line = 0, n, label;

	for (;;) {
		n = scan_linkdef(sc->text.buf + used, sc->text.len - used,
				 &label);
		if (!n)
			return line;
		size_t from = line;
		bool whole = !memchr(sc->text.buf + used, '\n', label);
		for (used += n; line < sc->n_lines; line++)
			if (sc->lines[line].text >= used)
				break;
		if (tell)
			tell_linkdef(sc, paragraph, from, line,
				     whole ? label : 0);
	}
}

static void drop_lines(struct scan *sc, size_t n)
{
	size_t used = n < sc->n_lines ? sc->lines[n].text : sc->text.len;

	memmove(sc->text.buf, sc->text.buf + used, sc->text.len - used);
	sc->text.len -= used;
	sc->text.buf[sc->text.len] = '\0';
	for (size_t i = n; i < sc->n_lines; i++) {
		sc->lines[i - n] = sc->lines[i];
		sc->lines[i - n].text -= used;
	}
	sc->n_lines -= n;
}

bool md_settle(struct scan *sc)
{
	bool tell = sc->open && !sc->depth;
	struct md_block paragraph = { 0 };

	if (!sc->text.len || *sc->text.buf != '[')
		return sc->n_lines > 0;
	if (tell)
		paragraph = sc->md->block[--sc->md->n_blocks];
	size_t lines = take_linkdefs(sc, tell, &paragraph);
	bool left = lines < sc->n_lines;
	if (tell && left) {
		size_t begin = sc->lines[lines].begin;
		if (lines) {
			paragraph.text = begin;
			paragraph.text_end = paragraph.end;
		}
		paragraph.begin = begin;
		struct md_block *b = md_add(sc, MD_PARAGRAPH);
		*b = paragraph;
	}
	if (lines)
		drop_lines(sc, lines);
	if (!left)
		sc->open &= !tell;
	return left;
}
