#include "git-rel/pr/push.h"

#include "release/forge_step.h"
#include "release/ref_moves.h"

#include <string.h>

/* A remote for what the other one does not take; NULL: there is none. */
static const char *fork_of(struct ctx *c, const struct release *rel)
{
	const struct config *config = &c->repo.config;
	const char *set = setting(config, K_FORK);
	const char *usual[] = { "fork", "origin" };

	if (*set)
		return set;
	for (size_t i = 0; i < 2; i++)
		if (strcmp(usual[i], rel->remote.name) != 0 &&
		    config_has_remote(config, usual[i]))
			return usual[i];
	return NULL;
}

/* Only who has a fork has to ask. */
static int choose(struct ctx *c, struct forge *f, const struct release *rel,
		  const struct branch *b, const char **fork)
{
	const char *login = NULL;
	int rc;

	*fork = NULL;
	if (oid_eq(&b->remote, &b->tip) || !fork_of(c, rel) || !f->token)
		return 0;
	rc = f->ops->may_push(f, &login);
	if (forge_is_away(f, rc)) /* the push shows it */
		return 0;
	if (rc < 0)
		return rc;
	if (!rc)
		*fork = fork_of(c, rel);
	return 0;
}

static int push_to(struct ctx *c, struct plan *p, const struct remote *remote,
		   const struct branch *b, bool no_verify)
{
	struct ref_moves m;
	int rc = ref_moves_init(&m, c, p, remote);

	if (rc < 0)
		return rc;
	m.no_verify = no_verify;
	ref_moves_branch(&m, b, &b->tip);
	return ref_moves_write(&m);
}

int pr_push(struct ctx *c, struct plan *p, struct forge *f, struct release *rel,
	    struct branch *b, bool no_verify, const char **head_project)
{
	const char *name;
	struct forge_access fork;
	struct remote *remote;
	struct branch there;
	int rc = choose(c, f, rel, b, &name);

	if (rc < 0)
		return rc;
	if (!name)
		return push_to(c, p, &rel->remote, b, no_verify);
	remote = arena_alloc(&c->repo.arena, sizeof(*remote));
	if ((rc = remote_look(&c->repo, remote, name)) < 0 ||
	    (rc = branch_look(c, remote, b->name, &there)) < 0 ||
	    (rc = forge_open(&fork, &c->repo, name)) < 0)
		return rc;
	*head_project = plan_text(p, "%s", fork.forge.project);
	forge_close(&fork);
	return push_to(c, p, remote, &there, no_verify);
}

static int find_from_fork(struct ctx *c, struct forge *f,
			  const struct release *rel, struct forge_pull_want *by,
			  struct forge_pull *out)
{
	const char *name = fork_of(c, rel);
	struct forge_access fork;
	int rc;

	if (!name)
		return E_NOTFOUND;
	if ((rc = forge_open(&fork, &c->repo, name)) < 0)
		return rc;
	by->head_project = arena_strdup(&c->repo.arena, fork.forge.project);
	forge_close(&fork);
	return thing_pull_of(f, by, out);
}

int pr_find(struct ctx *c, struct forge *f, const struct release *rel,
	    struct forge_pull *out)
{
	struct forge_pull_want by = {
		.head = rel->branch, .base = rel->main, .draft = -1, .state = -1
	};
	int rc = thing_pull_of(f, &by, out);

	if (rc == E_NOTFOUND)
		rc = find_from_fork(c, f, rel, &by, out);
	if (rc != E_NOTFOUND)
		return rc;
	rc = error(E_NOTFOUND, "no %s of '%s' into '%s' is open on %s",
		   f->ops->pull, rel->branch, rel->main, f->ops->name);
	error_hint("git rel pr %s", ctx_shell(c, rel->version.text));
	return rc;
}
