#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

/*
 * Where the blocks of a Markdown text are: just enough of CommonMark to know
 * for certain what is a heading and what only looks like one, in a fence, a
 * comment, an indented block, a list.  Only blocks that are in no other one are
 * told; blank lines belong to none.  Ranges are of whole lines, so what nobody
 * touches stays byte for byte.  Pure.
 */
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum { MD_LEVELS = 6 };

enum md_kind {
	MD_HEADING,
	MD_PARAGRAPH,
	MD_ITEM, /* one item of a list, with all that is nested in it */
	MD_CODE,
	MD_HTML,
	MD_QUOTE,
	MD_RULE,
	MD_LINKDEF, /* "[label]: target", ".. _label: target" */
};

struct md_block {
	enum md_kind kind;
	int level;             /* of a heading: 1 to 6 */
	int line;              /* where it starts, from 1 */
	size_t begin, end;     /* lines, with what ends the last one */
	size_t text, text_end; /* a heading's title, an item's text without its
				  marker, the label of a definition */
};

struct md {
	const char *text; /* the caller's */
	size_t n;
	struct md_block *block;
	size_t n_blocks, alloc;
	/* of reStructuredText */
	bool rst;
	unsigned char
		style[MD_LEVELS]; /* marks of each level, 0x80: also above */
};

/* Scan `n` bytes, which must outlive `out`.  A byte order mark, NULs and broken
 * UTF-8 are fine. */
void md_scan(struct md *out, const char *text, size_t n);
/* The same with the headings of reStructuredText, if it is that, or `rst` says
 * so. */
void md_scan_any(struct md *out, const char *text, size_t n, bool rst);
void md_release(struct md *md);

#endif
