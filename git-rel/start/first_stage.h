#ifndef GIT_REL_START_FIRST_STAGE_H
#define GIT_REL_START_FIRST_STAGE_H

/*
 * A release that is begun in stages, because commands of the project take part:
 *
 *	the branch, with the release commit, checked out    a transaction
 *	[prepare], one after the other                      runs
 *	what they changed becomes part of that commit       a transaction
 *	[check], on just that commit                        runs
 *	the push                                            a transaction
 *
 * Nothing is public before the last.  Which one comes next is looked up in the
 * repository each time, so that whoever was stopped goes on where it is right,
 * with what a person has mended meanwhile.
 */
#include "git-rel/start/plan.h"
#include "plan/stages.h"

/* Are there such commands in the base?  Then the conditions for them are checked: trusted,
 * a work tree that goes to the branch and has no changes.  1, or 0: none. */
int first_stage_look(struct start *s, struct ctx *c) MUST_CHECK;
/* The plan that makes the branch is complete: add what makes it the first of
 * several. */
int first_stage_begin(struct start *s, struct ctx *c,
		      struct plan *p) MUST_CHECK;
/* Put the step that notes `b` in front of those that change something. */
void first_stage_note(struct plan *p, const struct stages *b);

#endif
