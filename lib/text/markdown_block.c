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
