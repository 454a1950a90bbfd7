#ifndef BACKPORT_COPIED_NOTES_H
#define BACKPORT_COPIED_NOTES_H

/*
 * The notes of what is picked, copied to the picks: notes.rewrite.backport, and
 * for which refs notes.rewriteRef, as git has them for commits that are amended.
 */
#include "git-backport/fanout/fanout.h"
#include "release/ref_moves.h"

/* With the other refs of `m`, in one transaction.  Nothing unless it is asked
 * for. */
int copied_notes_add(struct ctx *c, struct plan *p, const struct fanout *f,
		     struct ref_moves *m) MUST_CHECK;

#endif
