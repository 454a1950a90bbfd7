#ifndef QUALIFY_SHARE_H
#define QUALIFY_SHARE_H

/*
 * The evidence of a release here and on the remote, brought together.  Records
 * are never made anew for that: who has signed them has signed them.  Two chains
 * that have grown apart are joined, by a commit over both.
 */
#include "staging/staging.h"

/* Ask the remote, and bring what it has here: to the scratch store.  `s` is then
 * as it will be once share_steps() are through, and has the join, if one is
 * needed, in its plan.  A seal that is here is kept, unless that of the remote is
 * over more.  Without a remote nothing is done.  What the remote had and
 * has no more is a note of the plan. */
int share_look(struct ctx *c, struct plan *p, struct staging *s) MUST_CHECK;

enum share_what {
	SHARE_HERE,     /* nothing is pushed */
	SHARE_EVIDENCE, /* with its seal, where the release is out */
	SHARE_BRANCH,   /* and the branch of the release */
};
/* What brings this repository to where `s` is by now, and the remote, all or
 * nothing. */
int share_steps(struct ctx *c, struct plan *p, struct staging *s,
		enum share_what what) MUST_CHECK;

/* The first stage of a command that keeps a record here and then, where that is
 * `wanted`, shares it: a dry run shows that push, too. */
int share_keep(struct ctx *c, struct plan *p, struct staging *s,
	       bool wanted) MUST_CHECK;
/* All of it, as the second stage of a command that has kept records here: again
 * and again while others are first.  Without a network they stay here, and the
 * command says so and fails. */
int share_again(struct ctx *c, struct plan *p, struct staging *s) MUST_CHECK;

#endif
