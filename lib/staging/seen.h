#ifndef STAGING_SEEN_H
#define STAGING_SEEN_H

/*
 * What the forge's CI has said of a commit, as records.
 */
#include "evidence/record.h"
#include "forge/await.h"

/* One for each check that has ended, with its name as the job; and before them,
 * where `whole`, one of the name "@ci", which that fact looks for; those that failed
 * come first.  In the arena. */
void seen_records(struct arena *a, const git_oid *commit, const git_oid *tree,
		  const struct awaited *got, bool whole, struct record **rec,
		  size_t *n);

#endif
