#ifndef GIT_REFS_LISTED_H
#define GIT_REFS_LISTED_H

/*
 * All refs of a repository at one moment, where they are in a reftable.
 *
 * They are read from its tables; git is not asked, as it lists what it can where
 * one is damaged, and calls that all.  Whether the moment has passed is told
 * by the file that names the tables (reftable/tables.list, in the common folder
 * and in that of a linked work tree): git replaces it with each change, and looks
 * at it itself to see whether what it has read is old.  As git does, we keep it
 * open, so that no newer one can get its inode.
 */
#include "base/arena.h"
#include "base/error.h"
#include "git/repo.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct listed_ref {
	const char *name;   /* "refs/heads/main", "HEAD" */
	const char *target; /* of a symbolic one; NULL: it has an id */
	git_oid id;
	git_oid peeled; /* what a tag comes to; zero: not known */
};

/* fd -1: there is none. */
struct tables_list {
	int fd;
	struct stat is;
};

struct refs_listed {
	size_t n, alloc, users;  /* freed when the last of these is gone */
	struct listed_ref *item; /* by name */
	struct arena arena;
	struct tables_list stack[2];
};

/* All that is there now; the caller is the first of its users.  E_FAIL,
 * E_NOTFOUND: not all of them can be read. */
int refs_list(struct repo *r, struct refs_listed **out) MUST_CHECK;
/* Has a ref been changed since, by whomever? */
bool refs_listed_is_old(const struct refs_listed *l, const struct repo *r);
/* NULL: it is not among them. */
const struct listed_ref *refs_listed_find(const struct refs_listed *l,
					  const char *name);
/* One user less. */
void refs_listed_release(struct refs_listed *l);

#endif
