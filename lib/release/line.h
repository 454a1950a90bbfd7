#ifndef RELEASE_LINE_H
#define RELEASE_LINE_H

/*
 * The lines that releases are made on: main, and the stable branches of older
 * series.
 */
#include "release/branch.h"
#include "release/release.h"

/* Is it called like a stable branch (short name)?  `series` gets what its name
 * says of it, "1.0", which may be nothing. */
bool line_is_stable(struct ctx *c, const char *branch, struct strbuf *series);
/* The stable branch that HEAD is on, or that the release branch HEAD is on will
 * land on; NULL: it is on none. */
const char *line_of_head(struct ctx *c);
/* The base of a release that lands on a stable branch: that branch, where none
 * was named.  E_POLICY where the one named is of another line. */
int line_check_base(struct ctx *c, const struct release *rel, const git_oid *at,
		    const char *base) MUST_CHECK;
/* What makes the stable branch of the release, where its series has a release
 * and no branch yet; NULL: there is nothing to make. */
const char *line_command(struct ctx *c, const struct release *rel);
/* The branch that the release was begun on, where it is no stable branch by the
 * settings here and has the last release before it: it lands there.  "<branch>":
 * there are several; NULL: there is none. */
const char *line_beside(struct ctx *c, const struct release *rel);
/* What finishes the release on such a branch. */
const char *line_finish(struct ctx *c, const struct release *rel,
			const char *line);
/* Is HEAD on a branch that only the .gitrel of `main` calls a stable one, by `form`?
 * NULL: no. */
const char *line_unknown(struct ctx *c, const char **form, const char **main);
/* E_POLICY where it is, and the release (NULL: its next one) is one of it. */
int line_check_known(struct ctx *c, const struct release *rel) MUST_CHECK;
/* Adds either to the recorded error; false: there is nothing to add. */
bool line_advise(struct ctx *c, const struct release *rel);
/* May the release be merged into that branch?  E_POLICY for a stable branch of
 * an older series. */
int line_check_into(struct ctx *c, const struct release *rel,
		    const struct branch *into) MUST_CHECK;

#endif
