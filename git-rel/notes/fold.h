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
/* How many candidates have a section that is to be folded into the version's. */
size_t notes_fold_waits(struct notes *n, const struct changelog *cl);
/* Sections that branch `from` has. */
int notes_sync(struct notes *n, const char *from) MUST_CHECK;

#endif
