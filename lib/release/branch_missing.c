#include "release/branch.h"
#include "release/policy_beside.h"

#include <string.h>

int branch_missing(struct ctx *c, const char *name, enum key_id key)
{
	const char *remote = branch_remote(c);
	git_oid there = { { 0 } };
	int rc = branch_tracked(c, name, &there);

	if (rc < 0)
		return rc;
	rc = error(E_NOTFOUND, "there is no branch '%s' here", name);
	if (!git_oid_is_zero(&there))
		error_hint("git branch %s %s", ctx_shell(c, name),
			   ctx_shell(c, arena_printf(&c->repo.arena, "%s/%s",
						     remote, name)));
	else if (policy_beside_advise(c))
		return rc;
	else if (!branch_fetches_all(c))
		error_hint("%s", branch_fetch(c, name));
	else if (key == K_DEVELOP)
		error_hint("git config rel.develop <branch>, or '' for none");
	else
		error_hint("git config rel.main <branch>");
	return rc;
}

int branch_check_develop(struct ctx *c, const struct remote *remote,
			 const char *develop)
{
	const char *ref =
		arena_printf(&c->repo.arena, "refs/heads/%s", develop);
	git_oid at = { { 0 } };
	struct policy_beside beside;
	int rc = *develop ? branch_newest(c, develop, &at) : 0;

	if (rc < 0 || !*develop || !git_oid_is_zero(&at) ||
	    !git_oid_is_zero(remote_ref(remote, ref)))
		return rc;
	rc = branch_missing(c, develop, K_DEVELOP);
	if (!policy_beside(c, &beside))
		error_hint(
			"where work goes to main alone: model = trunk below [release] in .gitrel");
	return error_in(rc, "a release is merged back in the end");
}
