#ifndef OBJECT_ATTRIBUTES_H
#define OBJECT_ATTRIBUTES_H

/*
 * The .gitattributes of a branch that is merged into without being checked
 * out.  git reads attributes (merge drivers, union) from the work tree, so
 * where the branch's differ from what is checked out, git is given a small
 * work tree of its own that holds just them.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

struct attributes {
	char *dir; /* NULL: what is checked out will do */
};
#define ATTRIBUTES_INIT { 0 }

/* Those that hold for these paths; NULL: for all, which reads all folders that
 * are not as they are checked out. */
int attributes_of(struct attributes *a, struct repo *r, const git_oid *commit,
		  const struct strvec *paths) MUST_CHECK;
/* Do two commits have the same?  False where that cannot be told. */
bool attributes_same(struct repo *r, const git_oid *a, const git_oid *b,
		     const struct strvec *paths);
/* Add what a child git needs to `env`; run it in a->dir. */
void attributes_env(const struct attributes *a, struct repo *r,
		    struct strvec *env);
void attributes_release(struct attributes *a);

static inline void cleanup_attributes(struct attributes *a)
{
	attributes_release(a);
}

#endif
