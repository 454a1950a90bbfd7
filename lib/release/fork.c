#include "release/fork.h"

#include "forge/find.h"

#include <string.h>

const char *fork_of(struct ctx *c, const char *remote)
{
	const struct config *config = &c->repo.config;
	const char *set = setting(config, K_FORK);
	const char *usual[] = { "fork", "origin" };

	if (*set)
		return set;
	for (size_t i = 0; i < 2; i++)
		if (strcmp(usual[i], remote) != 0 &&
		    config_has_remote(config, usual[i]))
			return usual[i];
	return NULL;
}

static int no_remote(struct ctx *c, const char *name)
{
	int rc = error(E_CONFIG, "rel.fork: there is no remote '%s'", name);

	error_hint("git remote add %s <url>", ctx_shell(c, name));
	return rc;
}

int fork_choose(struct ctx *c, struct forge *f, const char *remote,
		const char **out)
{
	const char *login = NULL, *name = fork_of(c, remote);
	int rc;

	*out = NULL;
	if (!name || !strcmp(name, remote) || !f->token || f->away)
		return 0;
	rc = f->ops->may_push(f, &login);
	if (forge_is_away(f, rc)) /* the push shows it */
		return 0;
	if (rc)
		return rc < 0 ? rc : 0;
	if (!config_has_remote(&c->repo.config, name))
		return no_remote(c, name);
	*out = name;
	return 0;
}

int fork_project(struct ctx *c, const char *remote, const char *fork,
		 const char **out)
{
	if (!config_has_remote(&c->repo.config, fork))
		return no_remote(c, fork);
	return forge_find_fork(&c->repo.forge->place, &c->repo, remote, fork,
			       out);
}
