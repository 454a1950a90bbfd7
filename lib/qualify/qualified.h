#ifndef QUALIFY_QUALIFIED_H
#define QUALIFY_QUALIFIED_H

/*
 * May a release go out?  Asked before its tag is made, by the evidence that is here
 * and on the remote.
 */
#include "release/ref_moves.h"
#include "standing/standing.h"

struct qualified {
	bool asked; /* evidence was opened: it has a say */
	struct staging s;
	bool in_tag;  /* its tag names the last record before it */
	bool is_out;  /* with record and seal: nothing is made of it */
	git_oid seal; /* that it goes out with; zero: none */
};

/* What there is of it here, then what the remote has besides. */
int qualified_find(struct ctx *c, struct plan *p, struct staging *s) MUST_CHECK;

/* What there is, here and on the remote.  Where the project has a checklist for
 * such a release and nobody has opened it, that is a note of the plan; where it
 * has none, nothing is asked. */
int qualified_look(struct ctx *c, struct plan *p, const struct release *rel,
		   struct qualified *out) MUST_CHECK;
/* What its tag names, hex; NULL: nothing. */
const char *qualified_named(struct ctx *c, const struct qualified *q);
/* The merge of these two that was qualified before it lands; NULL: none. */
const git_oid *qualified_merge(const struct qualified *q, const git_oid *main,
			       const git_oid *branch);
/* E_POLICY, naming them, unless all checks that .gitrel has at `tip` have passed
 * there: here or, where it is the candidate, by its records. */
int qualified_checks(struct ctx *c, const struct qualified *q,
		     const struct release *rel, const git_oid *tip) MUST_CHECK;
/* E_POLICY, with all that is in the way, unless what is released at `commit` is
 * what was qualified, by its id or its tree. */
int qualified_require(struct ctx *c, const struct qualified *q,
		      const git_oid *commit) MUST_CHECK;

/* Of one that is out already, at `commit`: 0 where its records there say so and are
 * sealed, or nobody has opened it.  One that was pushed by hand is told: E_POLICY
 * unless it is all that qualified_require() asks for; then `out` is as after
 * qualified_look(), for its seal.  That `finish` has recorded it here says nothing of
 * what came there since. */
int qualified_after(struct ctx *c, struct plan *p, const struct release *rel,
		    const git_oid *commit, struct qualified *out) MUST_CHECK;

/* The last record, that `commit` goes out, and the seal over all: in the scratch
 * store.  By that record the push moves the evidence, and is refused where somebody
 * has answered since.  A seal that nobody has seen serves still, while nothing came
 * to it. */
int qualified_seal(struct ctx *c, struct plan *p, struct qualified *q,
		   const git_oid *commit) MUST_CHECK;
/* Evidence and seal go where the release goes. */
void qualified_moves(const struct qualified *q, struct ref_moves *m);
/* The branch of the merge that was qualified, which has served; NULL: none. */
const char *qualified_goes(const struct qualified *q);
void qualified_delete(const struct qualified *q, struct ref_moves *m);

#endif
