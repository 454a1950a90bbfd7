#ifndef EVIDENCE_ANCESTRY_H
#define EVIDENCE_ANCESTRY_H

/*
 * The commits of a small history that ends at one commit, parents first, what is
 * concurrent by its ids.  For evidence.c.
 */
#include "git/repo.h"

struct ancestry {
	git_commit **commit; /* parents first, once ancestry_order() has run */
	size_t *parent;      /* indices: of commit `i` from first[i] on */
	size_t *first;
	size_t n, alloc, n_parents, alloc_parents, max;
	size_t *slot; /* by id: index + 1 into `commit`; 0: empty */
	size_t n_slots;
};

/* Read all that are behind `tip`.  E_FAIL for more than `max`, E_NOTFOUND where
 * one is not here. */
int ancestry_read(struct ancestry *w, struct repo *r, const git_oid *tip,
		  size_t max) MUST_CHECK;
/* Put them in order. */
void ancestry_order(struct ancestry *w);
void ancestry_release(struct ancestry *w);

static inline void cleanup_ancestry(struct ancestry *w)
{
	ancestry_release(w);
}

#endif
