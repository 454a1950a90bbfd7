#ifndef STAGING_STAGING_H
#define STAGING_STAGING_H

/*
 * A release that is being qualified: its branch, the commit that is tested, and
 * what is known of it here.
 */
#include "evidence/evidence.h"
#include "release/release.h"

/* The release before (previous_bring.h). */
struct before {
	const char *release; /* NULL: none */
	git_oid here, there; /* its last record; zero: none */
	git_oid tip;         /* what it will be here */
	git_oid seal_here, seal;
};

struct staging {
	struct release rel;
	const char *remote; /* that evidence is shared by; NULL: none */
	const char *ref, *seen_ref;
	git_oid here,
		seen; /* newest record here; that last seen there; or zero */
	git_oid tip;  /* what it will be, once the plan is through */
	git_oid seal_here, seal;  /* the same of the seal */
	struct evidence evidence; /* n is 0: it was not opened */
	git_oid candidate, tree;  /* by its records; zero: not opened */
	/* of a candidate that is a merge: of the branch's tip, into main; else
	 * zero */
	git_oid merge_of, merge_into;
	git_oid branch; /* where its branch stands here; zero: none */
	/* the branch of such a merge; NULL: there is none */
	const char *qual, *qual_ref;
	git_oid qual_here;
	bool qual_moves; /* share_steps() move it to the candidate */
	/* what the forge says now, beside the records (observe.h) */
	const struct record *observed;
	size_t n_observed;
	struct before before;
	/* once the remote was asked (share.h): what it has */
	bool asked;
	bool brought; /* what is tested came with the branch, which is kept */
	struct remote refs;
	git_oid trunk; /* main there, with the policy; zero: it is not asked */
	git_oid landed; /* that finish has found on main; zero: it is not asked */
	git_oid there, branch_there, seal_there, tag_there, qual_there;
};

/* The policy is that of main as the remote has it: fetch it, where it is not here.
 * Nothing moves. */
int staging_take_trunk(struct ctx *c, struct staging *s,
		       const struct remote *there) MUST_CHECK;
/* Where its records and its seal are, and stand here; reads none. */
int staging_refs(struct ctx *c, struct staging *s) MUST_CHECK;
/* The one that is meant: NULL, that of the branch HEAD is on, or the only one that is
 * not over; and what is here of it.  Asks no remote.  E_USAGE with those it may be;
 * E_NOTFOUND with those that are over. */
int staging_find(struct ctx *c, const char *typed,
		 struct staging *s) MUST_CHECK;
/* Fill in how the branch of a merge that is qualified is called. */
void staging_name_merge(struct ctx *c, struct staging *s);
/* Read the records that end at `tip`, and what they say of the candidate.  Where one
 * closes it the signatures are looked at, for not everybody may. */
int staging_read(struct ctx *c, struct staging *s,
		 const git_oid *tip) MUST_CHECK;
/* Does it begin with a commit that is not of this project? */
bool staging_is_foreign(struct ctx *c, const struct staging *s);
/* E_NOTFOUND, with a hint, where it was not opened here; E_FAIL where what is here is
 * that of another project. */
int staging_need(struct ctx *c, const struct staging *s) MUST_CHECK;
/* Where its files are looked at: the tip of the branch, as long as a merge of it
 * has no others. */
int staging_looked_at(struct ctx *c, const struct staging *s,
		      git_oid *out) MUST_CHECK;
/* Is the candidate the tip of the branch, or a merge of that? */
bool staging_has_tip(const struct staging *s);
/* Is that a merge that was a candidate, by its records? */
bool staging_made(const struct staging *s, const git_oid *id);
/* Does its tag stand here, whether or not the list asks for it? */
bool staging_is_tagged(struct ctx *c, const struct staging *s);
/* E_EXISTS where it was closed: what comes then is about another release. */
int staging_need_open(const struct staging *s) MUST_CHECK;
/* Has the candidate all that the branch has here, and more? */
bool staging_is_behind(struct ctx *c, const struct staging *s);
/* What brings the branch to the candidate then. */
const char *staging_catch_up(struct ctx *c, const struct staging *s);
/* All that, and E_POLICY, with a hint, where its branch has moved since, or not
 * yet. */
int staging_need_current(struct ctx *c, const struct staging *s) MUST_CHECK;

#endif
