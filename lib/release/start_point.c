#include "release/start_point.h"

#include "release/branch.h"

#include <string.h>

/* The setting that names a branch; NULL: none. */
static const char *key_of(struct ctx *c, const char *branch)
{
	static const enum key_id named[] = { K_MAIN, K_DEVELOP };

	for (size_t i = 0; i < 2; i++)
		if (setting_is(&c->repo.config, named[i], branch))
			return keys[named[i]].git;
	return NULL;
}

/* "<remote>/<branch>" with a remote that is configured. */
static bool split_remote(struct ctx *c, const char *text, const char **remote,
			 const char **branch)
{
	for (const char *p = strchr(text, '/'); p; p = strchr(p + 1, '/')) {
		*remote =
			arena_strndup(&c->repo.arena, text, (size_t)(p - text));
		*branch = p + 1;
		if (config_has_remote(&c->repo.config, *remote))
			return true;
	}
	return false;
}

static int base_of_other_remote(struct ctx *c, struct release *rel,
				const char *remote, const char *branch,
				struct start_point *out)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", branch);
	struct remote other;
	int rc;

	if (rel->remote.name && !strcmp(rel->remote.name, remote))
		other = rel->remote;
	else if ((rc = remote_look(&c->repo, &other, remote)) < 0)
		return rc;
	out->id = *remote_ref(&other, ref);
	if (git_oid_is_zero(&out->id))
		return error(E_NOTFOUND, "'%s' has no branch '%s'", remote,
			     branch);
	return remote_fetch(&c->repo, &other, ref);
}

int start_point_find(struct ctx *c, struct release *rel, const char *name,
		     struct start_point *out)
{
	const char *remote, *branch;
	struct branch b;
	int rc;

	out->name = name;
	out->branch = NULL;
	if (split_remote(c, name, &remote, &branch))
		return base_of_other_remote(c, rel, remote, branch, out);
	if (strcmp(name, "HEAD")) {
		if ((rc = branch_look(c, &rel->remote, name, &b)) < 0 ||
		    (rc = branch_is_there(c, &rel->remote, &b,
					  key_of(c, name))) < 0)
			return rc;
		out->id = b.tip;
		out->branch = b.name;
		if (!git_oid_is_zero(&b.tip))
			return 0;
	}
	out->branch = NULL;
	rc = repo_commit(&c->repo, name, &out->id);
	if (rc == E_NOTFOUND && !c->repo.config.configured)
		error_hint(
			"git rel init finds out what the branches are called here");
	else if (rc == E_NOTFOUND)
		error_hint(
			"set rel.base, or name a branch or commit to start from");
	return rc;
}
