#ifndef GIT_REL_FINISH_LAND_H
#define GIT_REL_FINISH_LAND_H

/*
 * A release lands: the merge into main, or where the forge merged it; the tag;
 * the merges back.  Whatever is there already, made by a colleague by hand,
 * counts as done.
 */
#include "object/build.h"
#include "plan/resolve.h"
#include "release/ref_moves.h"
#include "release/release.h"

/* An open branch that gets the result, beside main. */
struct onward {
	struct branch branch;
	git_oid to;
};

struct land {
	struct release rel;
	struct branch branch, main, develop; /* develop.name NULL: none */
	const char *description;
	bool keep, no_verify, pushes;
	bool forge; /* the forge merges */
	struct resolve resolve;

	/* out */
	git_oid tagged;  /* what the tag is on already; zero: none */
	git_oid landed;  /* the commit on main */
	git_oid main_to; /* where main is then */
	git_oid tag_target;
	git_oid tag_local, tag_remote, tag_to;
	struct onward *onward; /* develop first, then open releases */
	size_t n_onward;
	struct merge conflict; /* the one that does not merge; branch NULL */
};

/* Build what is to be built, one STEP_OBJECT each.  E_CONFLICT fills in
 * `conflict`; E_POLICY when nothing landed on the forge yet. */
int land_build(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;
void land_moves(const struct land *l, struct moves *m);
/* land_conflict.c: the error for a person who did not ask for --resolve;
 * returns E_CONFLICT. */
int land_explain(const struct land *l, struct ctx *c);
/* Steps that set `conflict` up in work tree `w`. */
int land_resolve(struct land *l, struct ctx *c, struct plan *p,
		 const struct worktree *w) MUST_CHECK;
void land_release(struct land *l);

static inline void cleanup_land(struct land *l)
{
	land_release(l);
}

/* land_merge.c: what a merge into main is called, E_USAGE where its template
 * lacks a value; "Merge tag 'v1' into develop", and the tag's message, as git
 * merges a tag. */
int land_main_message(struct land *l, struct ctx *c,
		      struct strbuf *out) MUST_CHECK;
void land_back_message(struct land *l, struct ctx *c, const char *branch,
		       struct strbuf *out);
/* One merge: a person's, if there is one, else ours.  E_CONFLICT fills in
 * `conflict`. */
int land_merge(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
	       git_oid *out) MUST_CHECK;
/* land_onward.c: the merges back, into develop and open releases. */
int land_onward(struct land *l, struct ctx *c, struct plan *p) MUST_CHECK;

/* tagging.c: which kind of tag, its message, and the object.  `where` is what a
 * person would type for a target that does not exist yet; NULL: its id. */
int tag_build(struct ctx *c, struct plan *p, struct release *rel,
	      const char *description, const git_oid *target, const char *where,
	      git_oid *out) MUST_CHECK;
/* The steps that put it into the world, and the outcome of the plan.  `tag` is
 * the object, `target` the commit it is on. */
int tag_moves(struct ctx *c, struct plan *p, const struct release *rel,
	      const git_oid *tag, const git_oid *target,
	      bool no_verify) MUST_CHECK;
/* Is the tag there already?  E_EXISTS when here and there differ; the commit
 * it is on, zero if there is none. */
int tag_look(struct ctx *c, const struct release *rel, git_oid *local,
	     git_oid *remote, git_oid *commit) MUST_CHECK;

#endif
