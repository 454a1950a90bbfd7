#ifndef GIT_REL_NOTES_FROM_FRAGMENTS_H
#define GIT_REL_NOTES_FROM_FRAGMENTS_H

/*
 * Notes from towncrier's fragments.
 */
#include "git-rel/notes/files.h"

/* The section that the fragments make; it and the fragments that
 * go are changes, unless it is only a draft. */
int notes_news(struct notes *n, struct strbuf *section, bool draft) MUST_CHECK;
/* The fragments that wait in a commit, by their paths. */
int notes_waiting(struct notes *n, const git_oid *at,
		  struct listing *out) MUST_CHECK;
/* Those that stand in the work tree but in no commit. */
int notes_uncommitted_fragments(struct notes *n, struct strvec *out) MUST_CHECK;
/* The file that they are written to where no setting names one. */
int notes_news_name(struct notes *n, const char **out) MUST_CHECK;

#endif
