#ifndef BACKPORT_PULL_H
#define BACKPORT_PULL_H

/*
 * A pull request as what is picked: the commits that it became, by merge, squash
 * or rebase.
 */
#include "git-backport/source/landed.h"
#include "dialect/forge.h"

/* "pull request #12", as its forge calls it. */
const char *pull_name(struct ctx *c, const struct forge_pull *pull);

/* The forge of the remote; the one that is open, if one is. */
int pull_forge(struct ctx *c, const char *remote,
	       struct forge **out) MUST_CHECK;
/* Ask the forge of the targets' remote.  In the repository's arena. */
int pull_read(struct ctx *c, const struct targets *t, long number,
	      struct forge_pull *out) MUST_CHECK;
/* What it landed as, fetched if need be; `range_to` is the last of it also where
 * `commit` has all.  E_POLICY where it is not merged, unless `from` wants what is
 * not. */
int pull_landed(struct ctx *c, struct origins *from,
		const struct forge_pull *pull, struct landed *out) MUST_CHECK;

#endif
