#include "text/markdown_block.h"

#include "base/alloc.h"

struct md_block *md_add(struct scan *sc, enum md_kind kind)
{
	struct md *md = sc->md;

	GROW(md->block, md->n_blocks, md->alloc);
	struct md_block *b = &md->block[md->n_blocks++];
	*b = (struct md_block){ .kind = kind,
				.line = sc->line,
				.begin = sc->begin,
				.end = sc->next,
				.text = sc->first,
				.text_end = sc->end };
	return b;
}

struct md_block *md_last(struct scan *sc)
{
	return &sc->md->block[sc->md->n_blocks - 1];
}

size_t md_rest(const struct scan *sc)
{
	return sc->end - sc->first;
}

void md_find_first(struct scan *sc)
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

void md_advance(struct scan *sc, int columns)
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
	md_find_first(sc);
}

struct md_block *md_begin(struct scan *sc, enum md_kind kind)
{
	if (sc->depth) {
		sc->stack[sc->depth - 1].children++;
		return NULL;
	}
	sc->open = true;
	return md_add(sc, kind);
}
