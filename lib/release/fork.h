#ifndef RELEASE_FORK_H
#define RELEASE_FORK_H

/*
 * The remote that takes branches which the project's own does not take from us.
 */
#include "release/forge_step.h"

/* What rel.fork names, else "fork", else "origin" where `remote` is another one.
 * NULL: there is none. */
const char *fork_of(struct ctx *c, const char *remote);

/* That one, if there is one and we may not push to `remote`; else NULL.  Only who
 * has a fork has to ask.  E_CONFIG: rel.fork names no remote. */
int fork_choose(struct ctx *c, struct forge *f, const char *remote,
		const char **out) MUST_CHECK;

/* Its project, "owner/name", on the forge of `remote`, which is open.  E_NOTFOUND: it
 * is not there. */
int fork_project(struct ctx *c, const char *remote, const char *fork,
		 const char **out) MUST_CHECK;

#endif
