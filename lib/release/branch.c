#include "release/branch.h"

#include "git/history.h"

#include <string.h>

static int newer(struct ctx *c, const struct remote *remote, struct branch *b)
{
	enum relation how;
	int rc = history_relation(&c->repo, &b->local, &b->remote, &how);

	if (rc < 0)
		return rc;
	b->tip = how == BEHIND ? b->remote : b->local;
	if (how != DIVERGED)
		return 0;
	rc = error(E_STALE, "'%s' here and on '%s' have diverged", b->name,
		   remote->name);
	error_hint("git switch %s, then git pull --rebase or git merge %s/%s",
		   b->name, remote->name, b->name);
	return rc;
}

/* A symbolic ref: the other branch would move, or be deleted, and work trees on
 * it would stay behind. */
static int check_alias(struct ctx *c, const struct branch *b)
{
	git_reference *ref = NULL;
	int rc = 0;

	if (git_reference_lookup(&ref, c->repo.git, b->ref) < 0)
		return 0;
	if (git_reference_type(ref) == GIT_REFERENCE_SYMBOLIC) {
		const char *other =
			ref_short(git_reference_symbolic_target(ref));
		rc = error(E_POLICY, "'%s' is only another name for '%s'",
			   b->name, other);
		error_hint(
			"say '%s' where '%s' is set (git rel config --explain), or make it a branch of its own",
			other, b->name);
	}
	git_reference_free(ref);
	return rc;
}

int branch_look(struct ctx *c, const struct remote *remote, const char *name,
		struct branch *out)
{
	int rc;

	memset(out, 0, sizeof(*out));
	out->name = arena_strdup(&c->repo.arena, name);
	out->ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	if ((rc = repo_ref(&c->repo, out->ref, &out->local)) < 0 ||
	    (rc = check_alias(c, out)) < 0)
		return rc;
	out->remote = *remote_ref(remote, out->ref);
	out->tip = out->local;
	if (git_oid_is_zero(&out->remote))
		return 0;
	if ((rc = remote_fetch(&c->repo, remote, out->ref)) < 0)
		return rc;
	if (git_oid_is_zero(&out->local)) {
		out->tip = out->remote;
		return 0;
	}
	return newer(c, remote, out);
}

int branch_ref(struct ctx *c, const char *folder, const char *name,
	       git_oid *out)
{
	return repo_ref(
		&c->repo,
		arena_printf(&c->repo.arena, "refs/%s/%s", folder, name), out);
}

const char *branch_remote(struct ctx *c)
{
	const char *name = setting(&c->repo.config, K_REMOTE);

	return config_has_remote(&c->repo.config, name) ? name : NULL;
}

int branch_tracked(struct ctx *c, const char *name, git_oid *out)
{
	const char *remote = branch_remote(c);

	memset(out, 0, sizeof(*out));
	return remote ? branch_ref(c, "remotes",
				   arena_printf(&c->repo.arena, "%s/%s", remote,
						name),
				   out) :
			0;
}
