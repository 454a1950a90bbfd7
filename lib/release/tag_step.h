#ifndef RELEASE_TAG_STEP_H
#define RELEASE_TAG_STEP_H

/*
 * The tag of a release: looked for, made in memory, and put into a plan.
 */
#include "plan/plan.h"
#include "release/ref_moves.h"

/* Which kind of tag, its message, and the object.  `where` is what a
 * person would type for a target that does not exist yet; NULL: its id. */
int tag_build(struct ctx *c, struct plan *p, struct release *rel,
	      const char *description, const git_oid *target, const char *where,
	      git_oid *out) MUST_CHECK;

/* The moves that put it into the world, for ref_moves_write(), and the outcome of
 * the plan.  `tag` is the object, `target` the commit it is on. */
int tag_moves(struct ctx *c, struct plan *p, const struct release *rel,
	      const git_oid *tag, const git_oid *target,
	      struct ref_moves *out) MUST_CHECK;

/* Is the tag there already?  E_EXISTS when here and there differ; the commit
 * it is on, zero if there is none. */
int tag_look(struct ctx *c, const struct release *rel, git_oid *local,
	     git_oid *remote, git_oid *commit) MUST_CHECK;

#endif
