#ifndef FORGE_FIND_H
#define FORGE_FIND_H

/*
 * Which forge a repository has: what rel.forge, rel.forgeUrl and rel.forgeProject
 * say; else what is known of the remote's host; else the host is asked, once.
 */
#include "forge/place.h"
#include "git/repo.h"

/* Strings in the repository's arena.  E_NOTFOUND: none that can be told; E_NET:
 * its host does not answer; E_CONFIG. */
int forge_find(struct forge_place *out, struct repo *r,
	       const char *remote) MUST_CHECK;

/* The same without asking any host: 1; 0: it is none, or nobody knows.  No error,
 * and no message. */
int forge_find_known(struct forge_place *out, struct repo *r,
		     const char *remote);

/* The project of a fork of the one that `remote` is.  E_NOTFOUND: it is on another
 * host, whose projects have the names of other people's there. */
int forge_find_fork(const struct forge_place *p, struct repo *r,
		    const char *remote, const char *fork,
		    const char **out) MUST_CHECK;

/* Is that place where the remote is pushed to?  No error, and no message. */
bool forge_find_same(const struct forge_place *p, struct repo *r,
		     const char *remote);

#endif
