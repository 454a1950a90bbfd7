#ifndef PICK_PHRASE_TABLE_H
#define PICK_PHRASE_TABLE_H

/*
 * The words of each notation.  They may be set apart by what cursor_join()
 * passes.  "a|b": one of them; "*": words such as "commit", "the upstream",
 * "parts of" (phrase.c).
 */
#include "pick/provenance.h"

enum {
	P_LINE = 1 << 0,   /* only at the start of a line: a trailer */
	P_HEAD = 1 << 1,   /* there, behind a bracket, or "a partial" */
	P_SQUARE = 1 << 2, /* only directly behind "[" */
	P_COLON = 1 << 3,  /* only with a colon behind the words */
	P_PLAIN = 1 << 4,  /* prose too: a short id could be a word, a number */
	P_ALONE = 1 << 5,  /* nothing else in the line */
	P_UPSTREAM = 1 << 6, /* the word "upstream" follows the id */
	P_PROSE = 1 << 7,    /* not behind "which", "the" */
	P_REQUEST = 1 << 8,  /* may name a request: POINTER_PICK_CHANGE */
	P_NUMBER = 1 << 9,   /* names a request, and nothing else */
	P_SEARCH = 1 << 10,  /* the id is somewhere in the line */
	P_TEXT = 1 << 11,    /* a Change-Id */
	P_SUBJECT = 1 << 12, /* a subject in brackets without quotes is one */
};

struct phrase {
	const char *words, *form;
	enum pointer_kind kind;
	unsigned flags;
};

extern const struct phrase phrase_table[]; /* words == NULL: the end */

#endif
