#ifndef GIT_REFDB_GIT_H
#define GIT_REFDB_GIT_H

/*
 * Refs for libgit2 that git has read, where they are kept in a form that libgit2
 * does not know (reftable).  They are read anew when they have changed, see
 * git/refs_listed.h.  libgit2 cannot change them: git does, as everywhere.
 */
#include "base/error.h"
#include "git/repo.h"

/* From now on the refs of this repository, which libgit2 has opened, come from
 * git.  It must stay where it is until it is closed. */
int refdb_git_use(struct repo *r) MUST_CHECK;

#endif
