#ifndef GIT_REL_NOTES_ONLY_CHANGELOG_H
#define GIT_REL_NOTES_ONLY_CHANGELOG_H

#include "git-rel/notes/look.h"

/* Where nobody has said what the changelog is called, a second one is not begun
 * beside one that there is under another usual name.  E_POLICY. */
int notes_need_only(struct notes *n) MUST_CHECK;

#endif
