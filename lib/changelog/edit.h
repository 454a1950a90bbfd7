#ifndef CHANGELOG_EDIT_H
#define CHANGELOG_EDIT_H

/*
 * Sections put into a changelog, whole or made of what is there.  Pure.
 */
#include "changelog/links.h"

/* Keep a Changelog: what is under Unreleased, or in a section of the version
 * that says so, becomes its section; links follow.  E_NOTFOUND without such a
 * section, E_EXISTS if the version has one, E_POLICY if nothing was noted. */
int changelog_cut(struct strbuf *out, const struct changelog *cl,
		  const struct cut *cut) MUST_CHECK;

/* Put a whole section where its version belongs, newest first.  Links follow
 * where it was formed as `cut` says; NULL: it was not.  E_EXISTS. */
int changelog_insert(struct strbuf *out, const struct changelog *cl,
		     const struct version *v, const char *section, size_t n,
		     const struct cut *cut) MUST_CHECK;

/* Sections that `from` has and `into` lacks, put in by version; with `pre` also
 * those of pre-releases.  How many is added to `*n`. */
int changelog_sync(struct strbuf *out, const struct changelog *into,
		   const struct changelog *from, bool pre,
		   size_t *n) MUST_CHECK;

#endif
