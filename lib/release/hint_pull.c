#include "release/hint_pull.h"

#include "forge/find.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/latest.h"

void hint_pull(struct ctx *c, const struct release *rel)
{
	struct forge_place place;

	if (forge_find_known(&place, &c->repo, rel->remote.name))
		error_hint(
			"git rel pr %s   opens its pull request, where none is open",
			ctx_shell(c, rel->version.text));
}

bool landed_in_part(struct ctx *c, const struct release *rel)
{
	git_oid tip, main, develop, base;
	struct version other;
	bool found = false;

	if (!rel->develop || !*rel->develop || rel->hotfix ||
	    branch_newest(c, rel->branch, &tip) < 0 ||
	    branch_tracked(c, rel->main, &main) < 0 ||
	    branch_newest(c, rel->develop, &develop) < 0 ||
	    git_oid_is_zero(&tip) || git_oid_is_zero(&main) ||
	    git_oid_is_zero(&develop) ||
	    history_merge_base(&c->repo, &tip, &main, &base) < 0 ||
	    git_oid_is_zero(&base))
		return false;
	/* nor was it begun at a release that is not merged back */
	return history_contains(&c->repo, &base, &develop) == 0 &&
	       release_on_commit(c, NULL, &base, &other, &found) == 0 && !found;
}
