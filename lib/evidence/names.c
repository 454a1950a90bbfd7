#include "evidence/names.h"

const char *evidence_ref(struct arena *a, const char *release)
{
	return arena_printf(a, EVIDENCE_REFS "%s", release);
}

const char *evidence_seen_ref(struct arena *a, const char *remote,
			      const char *release)
{
	return arena_printf(a, "refs/rel/remotes/%s/evidence/%s", remote,
			    release);
}

const char *seal_ref(struct arena *a, const char *release)
{
	return arena_printf(a, SEAL_REFS "%s", release);
}
