#ifndef RULES_RELEASES_H
#define RULES_RELEASES_H

/*
 * The tags of versions among the refs of the judge, read once for all rules: a
 * push of thousands of tags is no square.
 */
#include "rules/trial.h"

struct release {
	struct ref *ref;
	const git_oid *commit; /* NULL: it is on none */
	struct version version;
	const char *series;
};

/* All of `before` or of `after`, highest version first. */
struct releases {
	struct release *v; /* in the arena */
	size_t n;
	const struct release **by_commit; /* private */
	size_t n_by_commit;
};

/* Read when first asked for. */
int releases_before(struct trial *t, const struct releases **out) MUST_CHECK;
int releases_after(struct trial *t, const struct releases **out) MUST_CHECK;

/* Those on a commit stand side by side: the first of them, and `*n`; NULL. */
const struct release *const *releases_on(const struct releases *all,
					 const git_oid *commit, size_t *n);

#endif
