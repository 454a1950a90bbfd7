#ifndef GIT_REL_PUBLISH_REMOTE_H
#define GIT_REL_PUBLISH_REMOTE_H

/*
 * What the remote has.  Where it is a project of a forge that tells its tags
 * together with the release of one, that is one request, and git need not ask:
 * it would be a connection of its own, and three answers to wait for.
 */
#include "git-rel/publish/forge.h"

/* Fill in rel.remote, maybe with tags only, and then `x->forge`, too.  As
 * release_remote_seen(), with `x->away`. */
int publish_remote(struct publish *x) MUST_CHECK;

#endif
