#ifndef RULES_TAGGING_H
#define RULES_TAGGING_H

/*
 * The tags of versions that a change makes, for the rules about them.
 */
#include "rules/releases.h"

/* A tag that is made here and names a version. */
struct tagging {
	const struct ref_change *change;
	const char *tag;
	struct version version;
	git_oid commit;
	size_t at; /* private */
};
typedef int tagging_judge(struct trial *t, const struct tagging *g);

/* Those that are not older than the rules; one that is on no commit is a fault. */
int tagging_each(struct trial *t, tagging_judge *judge) MUST_CHECK;

/* trial_has() of its commit.  Of a tip that many are asked of, git is asked once
 * for all. */
int tagging_is_on(struct trial *t, const struct tagging *g, const git_oid *tip,
		  enum answer *out) MUST_CHECK;
/* Has its commit a release that was there before, and stays, of all the highest
 * that is asked for?  The same. */
int tagging_has(struct trial *t, const struct tagging *g,
		const struct release *r, enum answer *out) MUST_CHECK;

/* What one types to tag it as it should be; NULL: a command of ours is at it. */
const char *tagging_again(struct trial *t, const struct tagging *g);
/* The same where `verb`, "git rel bump", is to be done on its branch first. */
const char *tagging_after(struct trial *t, const struct tagging *g,
			  const char *verb);

#endif
