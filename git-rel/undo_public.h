#ifndef GIT_REL_UNDO_PUBLIC_H
#define GIT_REL_UNDO_PUBLIC_H

/*
 * What others may have seen or built on is not taken back.
 */
#include "cli/cmd.h"

/* E_POLICY where something of the operation is public, with what mends it instead;
 * `told`: what it said at its end.  Asks the remote, where that could be. */
int undo_public(struct ctx *c, const struct plan *old,
		const char *told) MUST_CHECK;

/* Is a release that is qualified closed, or its tag here, so that nothing more is
 * recorded of it? */
bool undo_is_over(struct ctx *c, const char *version);

/* Did this operation make the commit, by itself or with a person's help? */
bool undo_made(const struct plan *old, const git_oid *id);

#endif
