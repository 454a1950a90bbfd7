#ifndef BACKPORT_REBASED_H
#define BACKPORT_REBASED_H

/*
 * The commits that a topic branch became where it landed under other ids: by
 * rebase, by squash, or some of both.
 */
#include "cli/cmd.h"

struct rebased {
	git_oid *commit; /* oldest first */
	size_t n;
	git_oid *missing; /* of the topic, of which it is not known */
	size_t n_missing;
};

/* What `tip` is in the history of `at`, the commit with which the last of its
 * content arrived there.  A commit counts as one of the topic's by author, date
 * and subject, or by its patch; `at` as a squash where that has all content. */
int rebased_find(struct ctx *c, const git_oid *tip, const git_oid *at,
		 struct rebased *out) MUST_CHECK;

#endif
