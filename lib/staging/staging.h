#ifndef STAGING_STAGING_H
#define STAGING_STAGING_H

/*
 * A release that is being qualified: its branch, the commit that is tested, and
 * what is known of it here.
 */
#include "evidence/evidence.h"
#include "release/release.h"

struct staging {
	struct release rel;
	const char *remote; /* that evidence is shared by; NULL: none */
	const char *ref, *seen_ref;
	git_oid here,
		seen; /* newest record here; that last seen there; or zero */
	git_oid tip;  /* what it will be, once the plan is through */
	struct evidence evidence; /* n is 0: it was not opened */
	git_oid candidate, tree;  /* by its records; zero: not opened */
	git_oid branch;           /* where its branch stands here; zero: none */
	/* once the remote was asked (share.h): what it has */
	bool asked;
	git_oid there, branch_there, seal_there;
};

/* Which one is meant (NULL: the branch HEAD is on, or the only one), and what is
 * here of it.  Asks no remote. */
int staging_find(struct ctx *c, const char *typed,
		 struct staging *s) MUST_CHECK;
/* Read the records that end at `tip`, and what they say of the candidate. */
int staging_read(struct ctx *c, struct staging *s,
		 const git_oid *tip) MUST_CHECK;
/* E_NOTFOUND, with a hint, where it was not opened here. */
int staging_need(struct ctx *c, const struct staging *s) MUST_CHECK;
/* E_POLICY, with a hint, where its branch has moved since. */
int staging_need_current(struct ctx *c, const struct staging *s) MUST_CHECK;

#endif
