#ifndef BACKPORT_OPENING_H
#define BACKPORT_OPENING_H

/*
 * Pull requests of backports: what they say, and the steps that open them or
 * bring them up to date.  One listing tells which there are.
 */
#include "git-backport/fanout/fanout.h"
#include "dialect/forge.h"
#include "plan/plan.h"

struct opening {
	struct ctx *c;
	struct plan *p;
	const struct targets *targets; /* its remote was asked */
	/* private */
	struct forge *forge;
	struct forge_pull *pull; /* open ones */
	size_t n;
	const struct remote *to;  /* takes the branches; NULL: not looked for */
	const char *head_project; /* of a fork; NULL: it is none */
	const char *form;         /* of the body; NULL: not read yet */
	struct strbuf left;       /* what nobody could do without a token */
	struct strbuf told;       /* what is so already */
};

/* One backport that shall have a pull request. */
struct opening_of {
	const char *branch, *target;
	const char *id, *title; /* title of what is backported */
	const git_oid *commit;  /* that it picks */
	size_t n;
};

/* The forge and its listing, once; other functions do it by themselves. */
int opening_begin(struct opening *o) MUST_CHECK;
/* Where branches are pushed: the targets' remote, or a fork where that does not take
 * them from us. */
int opening_remote(struct opening *o, const struct remote **out) MUST_CHECK;
int opening_add(struct opening *o, const struct opening_of *what) MUST_CHECK;
/* All lanes that have something to bring. */
int opening_lanes(struct opening *o, const struct fanout *f) MUST_CHECK;
/* Adds to what the plan says at its end. */
void opening_tell(struct opening *o);

#endif
