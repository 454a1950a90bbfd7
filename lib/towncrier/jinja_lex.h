#ifndef TOWNCRIER_JINJA_LEX_H
#define TOWNCRIER_JINJA_LEX_H

/*
 * A template taken apart: text, {{ expressions }} and {% statements %}.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

enum jinja_kind {
	JINJA_TEXT,
	JINJA_PRINT,
	JINJA_STATEMENT, /* one that is not known */
	JINJA_IF,
	JINJA_ELIF,
	JINJA_ELSE,
	JINJA_ENDIF,
	JINJA_FOR,
	JINJA_ENDFOR,
	JINJA_SET,
	JINJA_ENDSET,
	JINJA_WITH,
	JINJA_ENDWITH,
	JINJA_MACRO,
	JINJA_ENDMACRO
};

struct jinja_piece {
	enum jinja_kind kind;
	bool block; /* JINJA_SET that an ENDSET ends */
	const char *s;
	size_t n; /* of statements what comes behind the word */
	int line;
};

struct jinja_pieces {
	struct arena *arena;
	const char *name; /* of the template */
	struct jinja_piece *piece;
	size_t n;
};

/* trim_blocks is on.  E_CONFIG for one that is not closed. */
int jinja_lex(struct jinja_pieces *out, const char *text, size_t n) MUST_CHECK;
/* The place that ends the block that begins at `i`; with `part`, the place
 * where its next part does ("elif" and "else", too).  `p->n`: there is none. */
size_t jinja_block_end(const struct jinja_pieces *p, size_t i, bool part);

#endif
