#ifndef GIT_REL_NOTES_EDIT_H
#define GIT_REL_NOTES_EDIT_H

/*
 * The section of a version in the editor.
 */
#include "git-rel/notes/look.h"

/* notes_edit.c */
int notes_edit(struct notes *n) MUST_CHECK;

#endif
