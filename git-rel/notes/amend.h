#ifndef GIT_REL_NOTES_AMEND_H
#define GIT_REL_NOTES_AMEND_H

/*
 * Notes that become part of the last commit.
 */
#include "git-rel/notes/look.h"

/* May the last commit of the branch be another?  E_POLICY if others have it, or
 * the branch began with it. */
int notes_check_amend(struct notes *n) MUST_CHECK;
/* Sets `amend` if the last commit is the release commit, and ours alone. */
int notes_settle_amend(struct notes *n) MUST_CHECK;

#endif
