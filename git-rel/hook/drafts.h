#ifndef GIT_REL_HOOK_DRAFTS_H
#define GIT_REL_HOOK_DRAFTS_H

/*
 * pre-commit, pre-merge-commit and commit-msg: a commit that is about to be made.
 */
#include "git/repo.h"

/* The exit status.  `event` is one of the three, `file` that of the message. */
int drafts_judge(struct repo *r, const char *event,
		 const char *file) MUST_CHECK;

/* What git will make of a message: comments and blank lines at its end go, as
 * far as they go.  `edited`: a person has seen it. */
void drafts_clean(struct strbuf *text, const struct config *config,
		  bool edited);

#endif
