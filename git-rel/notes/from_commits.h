#ifndef GIT_REL_NOTES_FROM_COMMITS_H
#define GIT_REL_NOTES_FROM_COMMITS_H

/*
 * Notes from the messages of commits.
 */
#include "base/strvec.h"
#include "changelog/changelog.h"
#include "git-rel/notes/look.h"

/* The commits after `since`, any name, NULL: all; up to `at`. */
int notes_from_commits(struct notes *n, const char *since,
		       const struct changelog *cl, int level,
		       struct strbuf *out) MUST_CHECK;
/* The environment of a git that lists them. */
void notes_log_env(struct repo *r, struct strvec *env);
/* Where the commits of this release begin: the last release behind `at`. */
int notes_since(struct notes *n, git_oid *out) MUST_CHECK;

#endif
