#ifndef CHECKLIST_WORDS_H
#define CHECKLIST_WORDS_H

/*
 * Lists of words between blanks, and what a name may look like.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct words {
	const char **v; /* in the arena */
	size_t n;
};

struct words words_of(struct arena *arena, const char *text);
bool words_have(const struct words *w, const char *word);
/* E_CONFIG: a word stands there twice. */
int words_differ(const struct words *w) MUST_CHECK;

/* Of an item, a gate, a value: as that of a key of .gitrel. */
bool name_ok(const char *s, size_t n);
/* E_CONFIG: one of them is none. */
int words_are_names(const struct words *w) MUST_CHECK;
/* E_CONFIG: one of them is no glob; see text/glob.h. */
int words_are_globs(const struct words *w) MUST_CHECK;

#endif
