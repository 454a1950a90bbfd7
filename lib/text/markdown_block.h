#ifndef TEXT_MARKDOWN_BLOCK_H
#define TEXT_MARKDOWN_BLOCK_H

/*
 * The state of markdown.c between two lines, and the blocks it tells.  For
 * markdown*.c only.
 */
#include "base/strbuf.h"
#include "text/markdown.h"
#include "text/markdown_line.h"

/* Containers below this depth are text: nobody writes that. */
enum { MAX_DEPTH = 32, TAB_STOP = 4, CODE_INDENT = 4 };

enum leaf { NONE, PARAGRAPH, FENCE, CODE, HTML };

struct container {
	bool quote;
	int indent;      /* an item's: what its lines must have */
	size_t children; /* an item that begins empty ends at a blank line */
};

/* A line of the paragraph: where its text is, and where in the file. */
struct line {
	size_t text, begin;
};

struct scan {
	struct md *md;
	const char *s;
	size_t begin, end, next; /* the line, its text, the line behind */
	int line;
	size_t at; /* how far it is read, and the same in columns */
	int column;
	size_t first; /* where its text begins */
	int indent;   /* columns from `at` to there */
	bool blank;
	struct container stack[MAX_DEPTH];
	int depth;
	enum leaf leaf;
	char mark; /* of the fence, and how many */
	size_t marks;
	enum html html;
	bool open;          /* the last block told goes on */
	struct strbuf text; /* of the paragraph, ends of lines as '\n' */
	struct line *lines;
	size_t n_lines, alloc;
};

/* Tell a block that begins in this line. */
struct md_block *md_add(struct scan *sc, enum md_kind kind);
/* Something new begins: in the innermost container, NULL, or on its own. */
struct md_block *md_begin(struct scan *sc, enum md_kind kind);
/* The block that was told last. */
struct md_block *md_last(struct scan *sc);
/* Bytes from the text of the line to its end. */
size_t md_rest(const struct scan *sc);
/* Find where the text begins behind `at`. */
void md_find_first(struct scan *sc);
/* Read so many columns on. */
void md_advance(struct scan *sc, int columns);

#endif
