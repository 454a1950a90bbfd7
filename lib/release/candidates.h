#ifndef RELEASE_CANDIDATES_H
#define RELEASE_CANDIDATES_H

/*
 * The candidates of a release that have tags, here and on the remote.
 */
#include "release/release.h"

struct candidates {
	bool any;
	struct version newest;
	git_oid commit;    /* of the newest; zero: not here */
	bool on;           /* is there one on the commit that was asked for? */
	struct version at; /* the highest of those */
	bool released;     /* what they lead to has a tag */
};

/* Those of what `v` leads to.  `remote` and `on`, a commit, may be NULL. */
int candidates_look(struct ctx *c, const struct remote *remote,
		    const struct version *v, const git_oid *on,
		    struct candidates *out) MUST_CHECK;
/* The tag here of the newest one that leads to `v`, NULL if there is none, and
 * how many commits `tip` has and it has not. */
const char *candidates_newest(struct ctx *c, const struct version *v,
			      const git_oid *tip, size_t *since);

/* May `rel`, if it is a candidate, be started?  E_EXISTS when what it leads to
 * is released, E_POLICY when it is not above the others. */
int candidates_check(struct ctx *c, const struct release *rel) MUST_CHECK;
/* The error where a final version has its tag; returns E_EXISTS. */
int candidates_over(struct ctx *c, const struct version *v);

/* The one after the newest version behind `within`, which must be a candidate.
 * E_NOTFOUND when it is none, or the line has ended. */
int candidates_next(struct ctx *c, const struct release *rel,
		    const git_oid *within, struct version *out) MUST_CHECK;

#endif
