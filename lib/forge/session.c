#include "forge/session.h"

#include "base/spawn.h"
#include "forge/thing.h"

#include <stdio.h>
#include <string.h>

static struct forge_access *begin(struct repo *r)
{
	forge_session_end(r);
	return arena_alloc(&r->arena, sizeof(struct forge_access));
}

static int keep(struct repo *r, struct forge_access *a, int rc,
		struct forge **out)
{
	if (rc < 0)
		return rc;
	r->forge = a;
	*out = &a->forge;
	return 0;
}

int forge_session(struct repo *r, const char *remote, struct forge **out)
{
	struct forge_access *a = begin(r);

	return keep(r, a, forge_open(a, r, remote), out);
}

int forge_session_at(struct repo *r, enum forge_kind kind, const char *api,
		     const char *project, struct forge **out)
{
	struct forge_access *a = r->forge;

	if (a && a->place.kind == kind && !strcmp(a->place.api, api) &&
	    !strcmp(a->place.project, project)) {
		*out = &a->forge;
		return 0;
	}
	a = begin(r);
	return keep(r, a, forge_open_at(a, r, kind, api, project), out);
}

void forge_session_forget(struct repo *r)
{
	if (r->forge)
		thing_forget(&r->forge->forge);
}

void forge_session_end(struct repo *r)
{
	struct forge *f = r->forge ? &r->forge->forge : NULL;

	if (f && spawn_verbose && http_count(f->http))
		fprintf(stderr, "# asked %s %u times\n", f->ops->name,
			http_count(f->http));
	if (f)
		forge_close(r->forge);
	r->forge = NULL;
}
