#ifndef FORGE_PROBE_H
#define FORGE_PROBE_H

/*
 * Which forge is there?  Asked without a token: its answer is no reason to
 * trust it.
 */
#include "forge/place.h"
#include "net/http.h"

/* Ask what has its pages at `web`.  N_FORGES in `*out`: an answer, but of no
 * forge that we know.  E_NET: none. */
int forge_probe(enum forge_kind *out, struct http *h,
		const char *web) MUST_CHECK;

#endif
