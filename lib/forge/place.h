#ifndef FORGE_PLACE_H
#define FORGE_PLACE_H

/*
 * Where a project is on a forge, and what is known of the forges' hosts without
 * asking them.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "dialect/forge.h"
#include "net/url.h"

#include <stdbool.h>

struct forge_place {
	enum forge_kind kind;
	const char *api;     /* as in struct forge */
	const char *web;     /* "https://github.com", no '/' at its end */
	const char *host;    /* "github.com", "h:8443": of `web`, for tokens */
	const char *project; /* "owner/name" */
	bool configured; /* by rel.forge or rel.forgeUrl: the user means it */
	bool configured_url; /* ... the latter */
};

extern const char *const forge_kind_names[N_FORGES]; /* "github" ... */

/* The kind with that name; N_FORGES: none. */
enum forge_kind forge_kind_of(const char *name);

/* The kind of a host that everybody knows; N_FORGES: another. */
enum forge_kind place_known(const char *host);
/* The kind that an API's address shows, by its end; N_FORGES: none. */
enum forge_kind place_kind_of_api(struct arena *a, const char *api);
/* The kind that a name hints at: "gitlab.example.com"; N_FORGES: none. */
enum forge_kind place_hint(const char *host);

/* Hosts that only take git's ssh; else `host` itself. */
const char *place_main_host(const char *host);

/* Fill in `api` of a forge of that kind whose pages are at `web`, which must
 * be there; or `web` from `api`; then `host`. */
void place_by_web(struct forge_place *p, struct arena *a, const char *web);
int place_by_api(struct forge_place *p, struct arena *a,
		 const char *api) MUST_CHECK;

/* Is it this machine? */
bool place_is_local(const char *host);

#endif
