#ifndef RELEASE_CI_WHY_H
#define RELEASE_CI_WHY_H

/*
 * Why CI may not begin, as far as that can be seen.
 */
#include "base/strvec.h"
#include "cli/cmd.h"
#include "git/remote.h"
#include "dialect/forge.h"

struct ci_why {
	const git_oid *commit;
	const struct remote *remote;   /* as asked, or NULL */
	const struct forge_pull *pull; /* or NULL */
	const char *tag; /* what is waited for was started by it; or NULL */
};

/* A line for each reason, the likeliest first. */
void ci_why(struct ctx *c, const struct forge *f, const struct ci_why *about,
	    struct strvec *out);

#endif
