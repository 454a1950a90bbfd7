#ifndef GIT_PUBLISHED_H
#define GIT_PUBLISHED_H

/*
 * May others have a commit?
 */
#include "base/error.h"
#include "git/repo.h"

/* Tags and branches of remotes that hold it, as last seen, tell that they may. */
int published(struct repo *r, const git_oid *id, bool *out) MUST_CHECK;

#endif
