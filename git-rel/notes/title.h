#ifndef GIT_REL_NOTES_TITLE_H
#define GIT_REL_NOTES_TITLE_H

/*
 * How the project wants the heading of a version, as settings tell it.
 */
#include "changelog/heading.h"
#include "git-rel/notes/look.h"

/* All but `left`; strings live in the arena.  E_CONFIG for a heading that is
 * none of the version. */
int notes_cut(struct notes *n, const struct changelog *cl,
	      struct cut *out) MUST_CHECK;
/* Warn of what could not be formed: lines that a `left` has taken. */
void notes_tell_left(struct notes *n, const struct strbuf *left);

#endif
