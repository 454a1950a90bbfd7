#ifndef GIT_REL_NOTES_CHECK_H
#define GIT_REL_NOTES_CHECK_H

/*
 * Does a branch bring its note?
 */
#include "git-rel/notes/look.h"

/* notes_check.c */
int notes_check(struct notes *n, const char *base) MUST_CHECK;

#endif
