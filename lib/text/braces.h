#ifndef TEXT_BRACES_H
#define TEXT_BRACES_H

/*
 * A text with {placeholders}, taken apart; "{{" is a plain "{", "}}" a plain
 * "}".  Pure.
 */
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Text, or a placeholder without its braces. */
struct piece {
	const char *s;
	size_t n;
	bool placeholder;
};

/* The next piece of `*text`, which moves on.  Returns 1, 0 at the end, or
 * E_CONFIG for a brace without its other.  A doubled brace is a piece of one
 * byte. */
int piece_next(struct piece *p, const char **text) MUST_CHECK;
bool piece_is(const struct piece *p, const char *name);
/* Where a placeholder is in `names`; `n` if it is none of them. */
size_t piece_index(const struct piece *p, const char *const *names, size_t n);

#endif
