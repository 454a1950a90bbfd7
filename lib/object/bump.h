#ifndef OBJECT_BUMP_H
#define OBJECT_BUMP_H

/*
 * The files of a commit with another version in them: a new tree, made aside.
 * Which files, and where in them, the settings of [version] say.  The work tree
 * is neither read nor written.
 */
#include "base/error.h"
#include "git/repo.h"
#include "version/version.h"

struct bump {
	const char *old;   /* the version the files carry; NULL: none does */
	const char **path; /* files that change */
	size_t n;
	git_oid tree; /* of the commit itself where nothing changes */
};

/* Is there anything that a release would have to change? */
bool bump_configured(const struct config *c);

/* The version that the files of `commit` carry, all the same; `old` is NULL
 * where no file is named.  E_POLICY, with file and line, if one carries another
 * or none. */
int bump_look(struct repo *r, const git_oid *commit,
	      struct bump *out) MUST_CHECK;
/* E_POLICY, with file and line, unless all of them carry `v`; also where `v` is
 * final and the placeholder is still in some file. */
int bump_require(struct repo *r, const git_oid *commit,
		 const struct version *v) MUST_CHECK;
/* As bump_look(), and the tree with `v` in its place; for a final version the
 * placeholder becomes it, too.  E_POLICY, with file and line, if a file carries
 * a higher one, unless it may go `down`. */
int bump_build(struct repo *r, const git_oid *commit, const struct version *v,
	       bool down, struct bump *out) MUST_CHECK;

/* E_POLICY if a file carries a version that must not (forbid-static). */
int bump_forbid_static(struct repo *r, const git_oid *commit) MUST_CHECK;

#endif
