#ifndef FORGE_OPEN_H
#define FORGE_OPEN_H

/*
 * A forge, found and ready to be asked.
 *
 *	struct forge_access at;
 *	if ((rc = forge_open(&at, r, "origin")) < 0)
 *		return rc;
 *	at.forge.ops->pull_find(&at.forge, ...);
 *	forge_close(&at);
 */
#include "forge/place.h"
#include "forge/token.h"
#include "git/repo.h"
#include "dialect/forge.h"

struct forge_access {
	struct forge forge;
	struct forge_place place; /* what forge_open_at() takes up again */
	struct forge_token token;
};

/* Strings live in the repository's arena.  Errors as of forge_find(); E_FAIL
 * where there is no libcurl; E_POLICY where a token would go over the net in the
 * clear.  No token is no error: forge.token is NULL.  If it fails there is nothing
 * to close. */
int forge_open(struct forge_access *out, struct repo *r,
	       const char *remote) MUST_CHECK;

/* The same for a place that a journal has kept: kind, api and project.  The token
 * is found anew. */
int forge_open_at(struct forge_access *out, struct repo *r,
		  enum forge_kind kind, const char *api,
		  const char *project) MUST_CHECK;

/* git hears whether the token it gave was right. */
void forge_close(struct forge_access *a);

static inline void cleanup_forge(struct forge_access *a)
{
	forge_close(a);
}

#endif
