#include "git-rel/status_qualified.h"

#include "base/cleanup.h"
#include "evidence/names.h"
#include "release/branch.h"
#include "staging/landing.h"
#include "standing/standing.h"

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
	return is_open(c, &s) ?
		       arena_printf(&c->repo.arena, "git staging status %s",
				    ctx_shell(c, rel->version.text)) :
		       NULL;
}

const char *status_given_up(struct ctx *c, const char *branch)
{
	struct staging s = { .remote = branch_remote(c) };
	const struct record *end = NULL;
	struct saved_error before;
	struct version v;
	bool hotfix;
	git_oid at;

	if (!release_of_branch(c, branch, &v, &hotfix) ||
	    repo_ref(&c->repo, evidence_ref(&c->repo.arena, v.text), &at) < 0 ||
	    git_oid_is_zero(&at))
		return NULL;
	error_save(&before);
	if (release_name(c, &s.rel, &v, hotfix) == 0 &&
	    staging_read(c, &s, &at) == 0)
		end = evidence_closed(&s.evidence);
	(void)error_restore(0, &before);
	return end ? end->text[TEXT_REASON] : NULL;
}
