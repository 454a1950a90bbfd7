#ifndef GIT_REL_NOTES_SYNC_H
#define GIT_REL_NOTES_SYNC_H

/*
 * git rel notes sync: the notes of a stable branch, where work goes on.
 */
#include "git-rel/notes/look.h"

/* Sections that `from`, a branch or commit, has and HEAD's branch lacks.  Where
 * they are above the last release of that one, what they tell is not told
 * again: it goes from Unreleased, or with its fragment. */
int notes_sync(struct notes *n, const char *from) MUST_CHECK;

#endif
