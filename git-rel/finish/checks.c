#include "git-rel/finish/checks.h"

#include "object/bump.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/policy_at.h"

int land_check_above(const struct land *l, struct ctx *c)
{
	struct version other = { 0 };
	bool found;
	int rc;

	/* a candidate of another release may stand on main, too */
	bool pre = version_is_pre(&l->rel.version);
	rc = pre ? release_last(c, &l->rel.remote, &l->main.tip, &other, NULL,
				&found) :
		   release_last_final(c, &l->rel.remote, &l->main.tip, &other,
				      NULL, &found);
	if (rc < 0 || !found || version_cmp(&l->rel.version, &other) > 0)
		return rc;
	rc = error(E_POLICY, "%s is not above %s, which '%s' has already",
		   l->rel.version.text, other.text, l->main.name);
	if (!line_advise(c, &l->rel))
		error_hint(
			"take this work along under another version: git rel start <version> %s",
			ctx_shell(c, l->branch.name));
	return rc;
}

int land_check_own_commit(const struct land *l, struct ctx *c)
{
	struct version other = { 0 };
	bool found;
	int rc = release_on_commit(c, &l->rel.remote, &l->tag_target, &other,
				   &found);

	if (rc < 0 || !found || version_is_pre(&l->rel.version))
		return rc;
	rc = error(
		E_POLICY,
		"%s would be the same commit as %s: '%s' has nothing of its own",
		l->rel.version.text, other.text, l->branch.name);
	error_hint("commit something there first");
	return rc;
}

int land_check_version(const struct land *l, struct ctx *c, const git_oid *at)
{
	struct bump bump;
	int rc = bump_require(&c->repo, at, &l->rel.version);
	struct saved_error first;

	if (rc != E_POLICY)
		return rc;
	error_save(&first);
	bool can_bump = !l->forge && !bump_look(&c->repo, at, &bump);
	rc = error_restore(rc, &first);
	if (can_bump)
		error_hint("git switch %s && %s bump",
			   ctx_shell(c, l->branch.name), c->program->call);
	else if (l->forge)
		error_hint("put it right on '%s', then %s tag %s %s",
			   l->main.name, c->program->call, l->rel.version.text,
			   branch_word(c, &l->rel.remote, l->main.name));
	else
		error_hint("put it right on '%s' and commit it",
			   l->branch.name);
	return rc;
}

int land_check_policy(const struct land *l, struct ctx *c)
{
	const char *branches[] = { l->branch.name, l->main.name,
				   l->develop.name ? l->develop.name : "",
				   NULL };

	return policy_require(
		c, &l->tag_target, branches,
		arena_printf(&c->repo.arena, "have it there, too: %s",
			     branch_take(c, l->branch.name, &l->main)));
}
