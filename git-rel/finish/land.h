#ifndef GIT_REL_FINISH_LAND_H
#define GIT_REL_FINISH_LAND_H

/*
 * A release lands: the merge into main, or where the forge merged it; the tag;
 * the merges back.  Whatever is there already, made by a colleague by hand,
 * counts as done.
 */
#include "git-rel/finish/land_state.h"
#include "release/ref_moves.h"

/* Build what is to be built, one STEP_OBJECT each.  E_CONFLICT fills in
 * `conflict`; E_POLICY when nothing landed on the forge yet. */
int land_build(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;
void land_moves(const struct land *l, struct ref_moves *m);
void land_release(struct land *l);

static inline void cleanup_land(struct land *l)
{
	land_release(l);
}

#endif
