#ifndef GIT_REL_FINISH_CONFLICT_H
#define GIT_REL_FINISH_CONFLICT_H

/*
 * A merge of a release that does not come out clean: told, or set up for a
 * person.
 */
#include "git-rel/finish/land_state.h"
#include "git/worktree.h"

/* The error for a person who did not ask for --resolve;
 * returns E_CONFLICT. */
int land_explain(const struct land *l, struct ctx *c);
/* Is it the merge into main of what is qualified?  Then what lands is what was tested,
 * and a merge that is resolved only now is not. */
bool land_is_qualified(const struct land *l, struct ctx *c);
/* Steps that set `conflict` up in work tree `w`. */
int land_resolve(struct land *l, struct ctx *c, struct plan *p,
		 const struct worktree *w) MUST_CHECK;
/* The options that say where the release goes, as they were given, to be typed
 * again; with `all`, also those that are for the first time alone. */
const char *land_options(const struct land *l, struct ctx *c, bool all);

#endif
