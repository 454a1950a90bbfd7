#ifndef GIT_REL_NOTES_FOLD_H
#define GIT_REL_NOTES_FOLD_H

/*
 * Sections of candidates, and of other branches, brought together.
 */
#include "git-rel/notes/look.h"

int notes_fold(struct notes *n) MUST_CHECK;
/* The candidates into the section, as a change: 1, or 0 if there is nothing to
 * fold. */
int notes_join(struct notes *n) MUST_CHECK;
/* Sections that branch `from` has. */
int notes_sync(struct notes *n, const char *from) MUST_CHECK;

#endif
