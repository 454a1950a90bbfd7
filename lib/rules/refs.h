#ifndef RULES_REFS_H
#define RULES_REFS_H

/*
 * All refs of the judge, as they are and as they will be.  On a client those of
 * the remote are meant, as far as the last fetch knows: its branches go by the
 * names that they have there.
 */
#include "git/repo.h"
#include "rules/change.h"

struct ref {
	const char *name; /* "refs/heads/main" */
	git_oid id;
	git_oid commit; /* what a tag is about; zero: not looked at yet */
	bool no_commit; /* it is about something else, or not here */
};

struct refs {
	struct ref *v; /* sorted by name; freed by refs_release() */
	size_t n, alloc;
};

/* Read them all; `remote` NULL: those of this repository.  Changed refs are
 * `from` in what comes before. */
int refs_read(struct refs *before, struct refs *after, struct repo *r,
	      enum side side, const struct changes *c) MUST_CHECK;
void refs_release(struct refs *refs);

/* NULL: there is none. */
struct ref *refs_find(const struct refs *refs, const char *name);
/* The commit a ref is about; NULL: none. */
const git_oid *ref_commit(struct repo *r, struct ref *ref);

#endif
