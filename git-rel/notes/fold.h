#ifndef GIT_REL_NOTES_FOLD_H
#define GIT_REL_NOTES_FOLD_H

/*
 * Sections of candidates, brought together.
 */
#include "git-rel/notes/look.h"

int notes_fold(struct notes *n) MUST_CHECK;
/* The candidates into the section, as a change: 1, or 0 if there is nothing to
 * fold. */
int notes_join(struct notes *n) MUST_CHECK;

#endif
