#ifndef FORGE_ADDRESS_H
#define FORGE_ADDRESS_H

/*
 * Where a remote's pushes go, with all that git and ssh put in place of what is
 * configured.
 */
#include "git/repo.h"
#include "net/url.h"

/* Strings in the repository's arena.  E_NOTFOUND: there is no such remote, or it
 * is no place on a host (a folder). */
int forge_address(struct url *out, struct repo *r,
		  const char *remote) MUST_CHECK;

#endif
