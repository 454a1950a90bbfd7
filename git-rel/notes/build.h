#ifndef GIT_REL_NOTES_BUILD_H
#define GIT_REL_NOTES_BUILD_H

/*
 * The notes of a version: its section, and the file of it alone.
 */
#include "git-rel/notes/look.h"

/* notes_build.c */
int notes_build(struct notes *n) MUST_CHECK;
/* All that belongs into the commit of a release, as changes: its section, for a
 * final version with its candidates folded in, and its file. */
int notes_release(struct notes *n) MUST_CHECK;

#endif
