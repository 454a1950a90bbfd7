#include "rules/vouching.h"

#include <string.h>

static int rank(const struct trial *t, const char *ref)
{
	if (!strcmp(ref, t->main))
		return 4;
	if (t->develop && !strcmp(ref, t->develop))
		return 3;
	if (trial_is_stable(t, ref))
		return 2;
	return starts_with(ref, "refs/heads/");
}

/* One that was there brings all that it had not: what it was is known, unless
 * nobody has that any more. */
static bool is_made(const struct ref_change *c)
{
	return git_oid_is_zero(&c->from) || c->unknown;
}

int vouching_find(struct trial *t)
{
	int asked = -1;

	if (t->c->way != WAY_DONE)
		return 0;
	for (size_t i = 0; i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		if (is_made(c) && rank(t, c->ref) > asked)
			asked = rank(t, c->ref);
	}
	int rc = asked < 0 ? 0 : trial_refs(t);
	if (asked < 0 || rc < 0)
		return rc;
	git_oid *had = arena_alloc(t->arena, (t->before.n + 1) * sizeof(*had));
	for (size_t i = 0; i < t->before.n; i++) {
		const struct ref *ref = &t->before.v[i];
		if (rank(t, ref->name) > asked &&
		    repo_has_object(t->repo, &ref->id))
			had[t->commits.n_had++] = ref->id;
	}
	t->commits.had = had;
	return 0;
}
