#ifndef BACKPORT_LEFT_H
#define BACKPORT_LEFT_H

/*
 * What the operation log says of the branch of a backport: is it as we left it?
 */
#include "git-backport/fanout/fanout.h"

enum left {
	LEFT_NEVER,   /* no backport from here has moved it */
	LEFT_CHANGED, /* one has, and somebody else since */
	LEFT_OTHER,   /* as we left it, of other commits than are picked now */
	LEFT_SAME,    /* ... of these, or of a part of them */
};

/* Of a ref that is at `there`: here, or as we have `pushed` it. */
int left_look(struct ctx *c, const struct fanout *f, const char *ref,
	      const git_oid *there, bool pushed, enum left *out) MUST_CHECK;

/* The commit that the newest backport from here put its first onto; zero where
 * there is none. */
int left_base(struct ctx *c, const char *ref, git_oid *out) MUST_CHECK;

#endif
