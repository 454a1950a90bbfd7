#include "release/candidate_branch.h"

#include <string.h>

#define FOLDER "release-qual/"

const char *candidate_branch(struct ctx *c, const struct version *v)
{
	const char *name = arena_printf(&c->repo.arena, FOLDER "%s", v->text);
	struct version own;
	bool hotfix;

	return release_of_branch(c, name, &own, &hotfix) ? NULL : name;
}

bool candidate_branch_is(struct ctx *c, const char *branch, struct version *out)
{
	struct version v;
	bool hotfix;

	if (!starts_with(branch, FOLDER) ||
	    release_of_branch(c, branch, &v, &hotfix))
		return false;
	return release_version(c, branch + strlen(FOLDER), out) == 0;
}
