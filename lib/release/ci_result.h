#ifndef RELEASE_CI_RESULT_H
#define RELEASE_CI_RESULT_H

/*
 * What CI says of a commit, waited for and told as it comes.
 */
#include "forge/await.h"
#include "release/release.h"

struct ci_result {
	git_oid commit;
	const struct strvec *jobs; /* only these, names or globs; none: all */
	const char *timeout;       /* seconds, in place of the setting; NULL */
	/* what is said of why nothing began */
	const struct remote *remote; /* as asked, or NULL */
	const char *tag; /* it is waited for because of this one; NULL */
	/* what came of it */
	struct awaited got;
};

/* On the standard output, or as JSON lines with --json.  Failed checks are no
 * error: `got` says it. */
int ci_result_wait(struct ctx *c, struct ci_result *r) MUST_CHECK;

#endif
