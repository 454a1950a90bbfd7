#ifndef GIT_ODB_H
#define GIT_ODB_H

/*
 * The objects of a repository, for libgit2, without its commit-graph.
 *
 * libgit2 1.5 hashes the whole commit-graph file each time it opens one (8 ms
 * for 5 MiB), and then, if it was written by git 2.36 or newer with its usual
 * settings, refuses it for a chunk that it does not know.  So it is kept from
 * looking: the same loose objects, packs and alternates, put together by hand.
 */
#include "base/error.h"

#include <git2/types.h>

/* E_FAIL.  The caller frees `out` (git_odb_free). */
int odb_open(git_odb **out, const char *objects_dir) MUST_CHECK;
/* Add another folder of objects to read from. */
int odb_add(git_odb *odb, const char *objects_dir) MUST_CHECK;

#endif
