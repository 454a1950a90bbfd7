#include "git-rel/status_qualified.h"

#include "base/cleanup.h"
#include "evidence/names.h"
#include "staging/landing.h"
#include "staging/standing.h"

static bool is_open(struct ctx *c, const struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct standings all;
	struct landing l;

	if (policy_look(c, s, &policy) < 0 ||
	    landing_look(&l, c, s, &policy) < 0 ||
	    !landing_is_candidate(&l, s) ||
	    standings_look(c, s, &policy, &all) < 0)
		return true;
	for (size_t i = 0; i < all.n; i++)
		if (standing_blocks(&all.v[i], LIST_FINISH))
			return true;
	return false;
}

const char *status_qualified(struct ctx *c, const struct release *rel,
			     git_oid *checked)
{
	const char *ref = evidence_ref(&c->repo.arena, rel->version.text);
	struct staging s;
	git_oid here;

	if (repo_ref(&c->repo, ref, &here) < 0 || git_oid_is_zero(&here) ||
	    staging_find(c, rel->version.text, &s) < 0 ||
	    staging_looked_at(c, &s, checked) < 0)
		return NULL;
	const struct record *end = evidence_closed(&s.evidence);
	if (end && end->text[TEXT_REASON])
		return arena_printf(&c->repo.arena, "git staging start %s",
				    ctx_shell(c, rel->version.text));
	return is_open(c, &s) ?
		       arena_printf(&c->repo.arena, "git staging status %s",
				    ctx_shell(c, rel->version.text)) :
		       NULL;
}
