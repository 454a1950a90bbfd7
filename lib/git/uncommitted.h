#ifndef GIT_UNCOMMITTED_H
#define GIT_UNCOMMITTED_H

/*
 * What a work tree holds beside its commit.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

/* Tracked files that are not as in HEAD; with `unstaged` only those that are
 * not as in the index.  Paths from the top, quoted as git does. */
int uncommitted_tracked(struct repo *r, const char *dir, bool unstaged,
			struct strvec *out) MUST_CHECK;

/* Files at or below `path` that are not as in HEAD, or that git does not know;
 * their paths from the top, as they are. */
int uncommitted_at(struct repo *r, const char *dir, const char *path,
		   struct strvec *out) MUST_CHECK;

/* Files git knows nothing of and does not ignore, one string each: when it was
 * written, its size, its path from the top; the latter with %XX for bytes that
 * are no plain ASCII.  Such a string changes when the file does. */
int uncommitted_untracked(struct repo *r, const char *dir,
			  struct strvec *out) MUST_CHECK;
/* The paths, as they are, of those in `now`: that were not there before, and
 * that were, but have been written since. */
void uncommitted_new(const struct strvec *now, const struct strvec *before,
		     struct strvec *fresh, struct strvec *touched);

#endif
