#ifndef GIT_REL_FINISH_MERGE_H
#define GIT_REL_FINISH_MERGE_H

/*
 * The merges that a release is made of, one by one.
 */
#include "git-rel/finish/land_state.h"
#include "object/build.h"

/* One merge: a person's, if there is one, else ours.  E_CONFLICT fills in
 * `conflict`. */
int land_merge(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
	       git_oid *out) MUST_CHECK;
/* The same for a merge back: "Merge tag 'v1' into develop", and the tag's message,
 * as git merges a tag. */
int land_merge_back(struct land *l, struct ctx *c, struct plan *p,
		    struct merge *m, git_oid *out) MUST_CHECK;
/* What a person types to have the tag, if only the remote has it; else "". */
const char *land_typed_tag(const struct land *l, struct ctx *c);
/* A branch that is moved forward to commit `to`, which `what` names. */
void land_forward(const struct land *l, struct ctx *c, struct plan *p,
		  const struct branch *b, const char *what, const git_oid *to);
/* A line, as a comment of what is typed: what a person sees to in a file that we
 * settle by structure and git does not. */
void land_typed_settled(struct strbuf *out, struct ctx *c,
			const struct merge *m, const struct settled_file *f);

#endif
