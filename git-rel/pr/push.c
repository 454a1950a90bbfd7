#include "git-rel/pr/push.h"

#include "release/fork.h"
#include "release/ref_moves.h"

#include <string.h>

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
	struct remote *remote;
	struct branch there;
	int rc = 0;

	if (oid_eq(&b->remote, &b->tip)) /* there is nothing to push */
		name = NULL;
	else
		rc = fork_choose(c, f, rel->remote.name, &name);

	if (rc < 0)
		return rc;
	if (!name)
		return push_to(c, p, &rel->remote, b, no_verify);
	remote = arena_alloc(&c->repo.arena, sizeof(*remote));
	if ((rc = fork_project(c, rel->remote.name, name, head_project)) < 0 ||
	    (rc = remote_look(&c->repo, remote, name)) < 0 ||
	    (rc = branch_look(c, remote, b->name, &there)) < 0)
		return rc;
	return push_to(c, p, remote, &there, no_verify);
}

static int find_from_fork(struct ctx *c, struct forge *f,
			  const struct release *rel, struct forge_pull_want *by,
			  struct forge_pull *out)
{
	const char *name = fork_of(c, rel->remote.name);
	int rc;

	if (!name)
		return E_NOTFOUND;
	rc = fork_project(c, rel->remote.name, name, &by->head_project);
	return rc < 0 ? rc : thing_pull_of(f, by, out);
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
