#ifndef OBJECT_COMMIT_HOOKS_H
#define OBJECT_COMMIT_HOOKS_H

/*
 * The hooks that have a say before a commit is made, in git's order: for a
 * merge pre-merge-commit, prepare-commit-msg and commit-msg, else the last two.
 * pre-commit is for work, not for releases: the project's checks judge these.
 */
#include "object/build.h"

/* Run them; what they make of the message replaces it.  With m->no_verify git's
 * prepare-commit-msg is left.  A dry run calls commit-msg alone, and not even
 * that where prepare-commit-msg would have changed the message before.
 * E_POLICY when one says no. */
int commit_hooks_run(struct repo *r, const struct commit *m,
		     struct strbuf *message) MUST_CHECK;

#endif
