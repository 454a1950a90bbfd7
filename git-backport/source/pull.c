#include "git-backport/source/pull.h"

#include "git/history.h"
#include "release/forge_step.h"

#include <git2.h>
#include <string.h>

const char *pull_name(struct ctx *c, const struct forge_pull *pull)
{
	const struct forge_access *a = c->repo.forge;
	const struct forge_ops *ops = a->forge.ops;

	return arena_printf(&c->repo.arena, "%s %s%ld", ops->pull, ops->sign,
			    pull->number);
}

int pull_forge(struct ctx *c, const char *remote, struct forge **out)
{
	if (!c->repo.forge)
		return forge_of(c, remote, out);
	*out = &c->repo.forge->forge;
	return 0;
}

int pull_read(struct ctx *c, const struct targets *t, long number,
	      struct forge_pull *out)
{
	struct forge *f;
	int rc = pull_forge(c, t->remote.name, &f);

	return rc < 0 ? rc : f->ops->pull_get(f, number, out);
}

static int not_merged(struct ctx *c, const struct forge_pull *pull)
{
	int rc = error(E_POLICY, "%s is not merged%s", pull_name(c, pull),
		       pull->state == FORGE_CLOSED ? ": it was closed" : "");

	error_hint("to take it as it is: --unmerged");
	return rc;
}

/* Its branch is the forge's, wherever it came from. */
static int take_open(struct ctx *c, struct origins *from,
		     const struct forge_pull *pull, struct landed *out)
{
	const struct forge_access *a = c->repo.forge;
	const struct remote *remote = &from->targets->remote;
	const char *base =
		arena_printf(&c->repo.arena, "refs/heads/%s", pull->base);
	const git_oid *onto = remote_ref(remote, base);
	int rc;

	if (!pull->head_id)
		return error(E_NOTFOUND, "%s has no commits any more",
			     pull_name(c, pull));
	if (git_oid_is_zero(onto))
		return error(E_NOTFOUND, "there is no branch '%s' on '%s'",
			     pull->base, remote->name);
	if ((rc = remote_fetch(&c->repo, remote, base)) < 0)
		return rc;
	oid_from_hex(&out->range_to, pull->head_id);
	out->range_from = *onto;
	return remote_fetch_hidden(
		&c->repo, remote,
		arena_printf(&c->repo.arena, "refs/%s/%ld/head",
			     a->forge.kind == FORGE_GITLAB ? "merge-requests" :
							     "pull",
			     pull->number),
		&out->range_to);
}

static int has_title(struct ctx *c, const git_oid *id,
		     const struct forge_commit *commit)
{
	git_commit *is = NULL;

	if (git_commit_lookup(&is, c->repo.git, id) < 0)
		return error_git("cannot read commit %s", oid_short(id));
	const char *title = git_commit_summary(is);
	const git_signature *by = git_commit_author(is);
	int same = title && !strcmp(title, commit->title) &&
		   (!commit->author || !strcmp(by->email, commit->author));
	git_commit_free(is);
	return same;
}

/* One commit: that one.  More: all of them where the branch has as many that say
 * the same, else the one that they were squashed into. */
static int take_line(struct ctx *c, const struct forge_pull *pull,
		     struct landed *out)
{
	struct forge_access *a = c->repo.forge;
	struct forge_commit *commit;
	git_oid id = out->range_to;
	size_t n, i;
	int rc = a->forge.ops->pull_commits(&a->forge, pull->number, &commit,
					    &n);

	if (rc < 0)
		return rc;
	for (i = n; i > 0 && !git_oid_is_zero(&id); i--) {
		rc = has_title(c, &id, &commit[i - 1]);
		if (rc <= 0)
			break;
		if ((rc = history_parent(&c->repo, &id, 0, &id)) < 0)
			break;
	}
	if (rc < 0)
		return rc;
	size_t many = i || !n ? 1 : n;
	out->commit = arena_alloc(&c->repo.arena, many * sizeof(id));
	out->n = many;
	id = out->range_to;
	for (i = many; i > 0; i--) {
		out->commit[i - 1] = id;
		if ((rc = history_parent(&c->repo, &id, 0, &id)) < 0)
			return rc;
	}
	return 0;
}

int pull_landed(struct ctx *c, struct origins *from,
		const struct forge_pull *pull, struct landed *out)
{
	const struct remote *remote = &from->targets->remote;
	git_oid second;
	int rc = 0;

	if (pull->state != FORGE_MERGED)
		return from->unmerged ? take_open(c, from, pull, out) :
					not_merged(c, pull);
	if (!pull->merge_id)
		return error(E_NOTFOUND,
			     "the forge does not tell what %s was merged as",
			     pull_name(c, pull));
	oid_from_hex(&out->range_to, pull->merge_id);
	if (!repo_has_object(&c->repo, &out->range_to))
		rc = remote_fetch(&c->repo, remote,
				  arena_printf(&c->repo.arena, "refs/heads/%s",
					       pull->base));
	if (!rc && !repo_has_object(&c->repo, &out->range_to))
		rc = error(E_NOTFOUND, "%s landed as %s, which is not on '%s'",
			   pull_name(c, pull), oid_short(&out->range_to),
			   pull->base);
	if (rc < 0 ||
	    (rc = history_parent(&c->repo, &out->range_to, 1, &second)) < 0)
		return rc;
	out->found = true;
	if (git_oid_is_zero(&second))
		return take_line(c, pull, out);
	return history_parent(&c->repo, &out->range_to, 0, &out->range_from);
}
