#ifndef EVIDENCE_NAMES_H
#define EVIDENCE_NAMES_H

/*
 * Where the evidence of a release is.  Outside of what a plain fetch brings and
 * --prune deletes; names as of branches would be overwritten by the next fetch
 * of a mirror.
 */
#include "base/arena.h"

/* The newest record of a release here: "refs/rel/evidence/1.2.0". */
#define EVIDENCE_REFS "refs/rel/evidence/"
const char *evidence_ref(struct arena *a, const char *release);
/* What was last seen of it on a remote: "refs/rel/remotes/origin/evidence/.." */
const char *evidence_seen_ref(struct arena *a, const char *remote,
			      const char *release);
/* A tag object over the newest record that a release was made with. */
#define SEAL_REFS "refs/rel/seal/"
const char *seal_ref(struct arena *a, const char *release);

#endif
