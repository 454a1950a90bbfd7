#include "release/candidate_branch.h"

#include "config/candidate_folder.h"

#include <string.h>

const char *candidate_branch(struct ctx *c, const struct version *v)
{
	const char *name =
		arena_printf(&c->repo.arena, CANDIDATE_FOLDER "%s", v->text);
	struct version own;
	bool hotfix;

	return release_of_branch(c, name, &own, &hotfix) ? NULL : name;
}

bool candidate_branch_is(struct ctx *c, const char *branch, struct version *out)
{
	struct version v;
	bool hotfix;

	if (!starts_with(branch, CANDIDATE_FOLDER) ||
	    release_of_branch(c, branch, &v, &hotfix))
		return false;
	return release_version(c, branch + strlen(CANDIDATE_FOLDER), out) == 0;
}
