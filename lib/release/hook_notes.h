#ifndef RELEASE_HOOK_NOTES_H
#define RELEASE_HOOK_NOTES_H

/*
 * The summary tells which of the user's hooks do not run now, and why, each
 * once: --no-verify, or a dry run.
 */
#include "cli/cmd.h"

/* For a commit, or a merge. */
void hook_notes_commit(struct ctx *c, struct plan *p, bool merge,
		       bool no_verify);
/* For a push. */
void hook_notes_push(struct ctx *c, struct plan *p, bool no_verify);

#endif
