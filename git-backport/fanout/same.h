#ifndef BACKPORT_SAME_H
#define BACKPORT_SAME_H

/*
 * Whether two commits are one for us.
 */
#include "cli/cmd.h"
#include "git/oid.h"

/* Tree, message and author, with the author's time: what one would be made
 * again. */
bool same_commit(struct ctx *c, const git_oid *a, const git_oid *b);
/* One change, by its author, the author's time and its subject. */
bool same_change(struct ctx *c, const git_oid *a, const git_oid *b);

#endif
