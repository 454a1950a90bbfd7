#ifndef GIT_REL_NOTES_BEHIND_H
#define GIT_REL_NOTES_BEHIND_H

/*
 * What a section does not tell although it is there: written some days before
 * the release, it has the date of then and the changes up to then.
 */
#include "release/release.h"

/* As notes of the plan that publishes commit `at`.  Nothing fails for want of
 * them, and a section that a person has touched since is a person's word. */
void notes_tell_behind(struct ctx *c, struct plan *p, const struct release *rel,
		       const git_oid *at);

#endif
