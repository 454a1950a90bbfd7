#include "git-rel/check/proposal.h"

struct ref_change *proposal_add(struct proposal *p, const char *ref)
{
	struct arena *a = &p->c->repo.arena;

	p->changes.v = arena_grow(a, p->changes.v, p->changes.n,
				  sizeof(*p->changes.v));
	p->changes.v[p->changes.n] =
		(struct ref_change){ .ref = arena_strdup(a, ref) };
	return &p->changes.v[p->changes.n++];
}
