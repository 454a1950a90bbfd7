#ifndef GIT_REL_HOOK_DRAFTS_H
#define GIT_REL_HOOK_DRAFTS_H

/*
 * pre-commit, pre-merge-commit and commit-msg: a commit that is about to be made.
 */
#include "git/repo.h"

/* The exit status.  `event` is one of the three, `file` that of the message. */
int drafts_judge(struct repo *r, const char *event,
		 const char *file) MUST_CHECK;

#endif
