#ifndef TEXT_MARKDOWN_OPEN_H
#define TEXT_MARKDOWN_OPEN_H

/*
 * Which block a line opens, by the rules of CommonMark, and what ends with it.
 * For markdown.c.
 */
#include "text/markdown_block.h"

/* What a line is to the leaf that was open before it. */
enum follows {
	BEHIND, /* the leaf has ended, unless a paragraph goes on lazily */
	WITHIN, /* the leaf goes on */
	CLOSES, /* the closing fence */
	ANEW,   /* another block was opened */
};

enum opened { NOTHING, CONTAINER, LEAF };

/* `depth` containers go on in this line. */
enum opened md_open_block(struct scan *sc, int depth, enum follows how);
/* The paragraph, fence, ... that is open ends. */
void md_close_leaf(struct scan *sc);
/* ... and all containers below this depth. */
void md_close_to(struct scan *sc, int depth);

#endif
