#ifndef GIT_REL_NOTES_DUE_H
#define GIT_REL_NOTES_DUE_H

/*
 * Notes that must be there when a version is published.
 */
#include "changelog/changelog.h"
#include "git-rel/notes/look.h"

/* The section of the version; NULL where headings are of a form that is not
 * known here.  E_POLICY if it is missing, or says nothing. */
int notes_section(struct notes *n, const struct changelog *cl,
		  const struct section **out) MUST_CHECK;
/* Does commit `at`, or `other` (NULL: none), have it?  E_POLICY, and whether
 * `git rel notes build` can make it, if that is asked for. */
int notes_due(struct ctx *c, const struct release *rel, const git_oid *at,
	      const git_oid *other, bool *build) MUST_CHECK;

#endif
