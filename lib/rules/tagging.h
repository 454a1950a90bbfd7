#ifndef RULES_TAGGING_H
#define RULES_TAGGING_H

/*
 * The tags of versions that a change makes, for the rules about them.
 */
#include "rules/trial.h"

/* A tag that is made here and names a version. */
struct tagging {
	const struct ref_change *change;
	const char *tag;
	struct version version;
	git_oid commit;
	const char *again; /* what one types to tag it as it should be */
};
typedef int tagging_judge(struct trial *t, const struct tagging *g);

/* Those that are not older than the rules; one that is on no commit is a fault. */
int tagging_each(struct trial *t, tagging_judge *judge) MUST_CHECK;

#endif
