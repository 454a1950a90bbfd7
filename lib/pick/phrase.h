#ifndef PICK_PHRASE_H
#define PICK_PHRASE_H

/*
 * The notations that are words with an id behind them, one table for all of them:
 * "cherry picked from commit <id>", "Fixes: <id>", "commit <id> upstream".  Their
 * sources are the sequencer of git, Documentation/process/submitting-patches and
 * stable-kernel-rules of Linux, DEP-3, and the histories of the projects that use
 * them.  Pure.
 */
#include "pick/cursor.h"
#include "pick/provenance.h"

/* Where a word stands. */
struct phrase_place {
	size_t line;     /* of the message, from 1 */
	bool line_start; /* only bullets and brackets before it in its line */
	char bracket;    /* "(" or "[": directly behind it; or NUL */
	/* the word before it, which only blanks follow; n == 0: none */
	const char *before;
	size_t before_n;
};

/* The notation that begins with the word at `c`: adds its pointers and moves
 * behind it.  False: there is none. */
bool phrase_read(struct provenance *out, struct cursor *c,
		 const struct phrase_place *place);

#endif
