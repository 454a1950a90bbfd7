#ifndef RELEASE_UNDER_WAY_H
#define RELEASE_UNDER_WAY_H

/*
 * Which releases are under way here, and which of them a command is about.
 */
#include "base/strbuf.h"
#include "base/strvec.h"
#include "release/release.h"

/* Which release a command without argument is about: the branch HEAD is on,
 * else the only open one.  E_NOTFOUND with a hint. */
int release_guess(struct ctx *c, struct version *out, bool *hotfix) MUST_CHECK;
/* Fill in names of the release that is meant: what was typed, or, where that
 * is NULL, the guess.  A hotfix is known by its branch here. */
int release_which(struct ctx *c, struct release *rel,
		  const char *typed) MUST_CHECK;
/* Once the remote was asked: the hotfix branch may be only there. */
int release_where(struct ctx *c, struct release *rel) MUST_CHECK;
/* Open release and hotfix branches here, as short names. */
int release_branches(struct ctx *c, struct strvec *out) MUST_CHECK;
/* Was the release of such a branch tagged, here?  Then the branch was kept. */
bool release_is_out(struct ctx *c, const char *branch);
/* Completion: the versions of these. */
void release_list(struct ctx *c, FILE *out);

#endif
