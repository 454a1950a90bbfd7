#ifndef FORGE_SETTINGS_H
#define FORGE_SETTINGS_H

/*
 * git's own settings of http for one address: http.*, http.<url>.*, GIT_SSL_*.
 * TLS is verified whatever they say.
 */
#include "git/repo.h"
#include "net/http.h"

/* `remote` may be NULL, and its proxy counts.  Strings in the repository's
 * arena.  E_FAIL where git cannot tell. */
int forge_settings(struct http_settings *out, struct repo *r, const char *url,
		   const char *remote) MUST_CHECK;

#endif
