#include "release/branch.h"

#include "git/history.h"

#include <git2.h>
#include <string.h>

const char *branch_word(struct ctx *c, const struct remote *remote,
			const char *name)
{
	const char *tag = arena_printf(&c->repo.arena, "refs/tags/%s", name);
	git_oid here = { { 0 } };
	struct saved_error first;

	error_save(&first);
	(void)error_restore(repo_ref(&c->repo, tag, &here), &first);
	bool taken = !git_oid_is_zero(&here) ||
		     (remote && !git_oid_is_zero(remote_ref(remote, tag)));
	return ctx_shell(c, taken ? arena_printf(&c->repo.arena,
						 "refs/heads/%s", name) :
				    name);
}

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
	const char *name = ctx_shell(c, b->name);
	const char *there = branch_word(c, remote, b->name);
	const char *from = ctx_shell(c, remote->name);
	struct saved_error first;
	error_save(&first);
	/* a rebase takes them apart, and a tag on one would be on no branch */
	bool merges = history_has_merge(&c->repo, &b->remote, &b->local) != 0;
	rc = error_restore(rc, &first);
	if (!merges)
		error_hint("git switch %s && git pull --rebase %s %s", name,
			   from, there);
	error_hint("%sgit switch %s && git pull --no-rebase %s %s",
		   merges ? "" : "or, with a merge: ", name, from, there);
	return rc;
}

/* Where the last fetch or push saw a branch; zero where that tells nothing,
 * because what is asked is not what is fetched from. */
static int seen_last(struct ctx *c, const struct remote *remote,
		     const char *name, git_oid *out)
{
	memset(out, 0, sizeof(*out));
	if (!remote->name ||
	    config_git_sub(&c->repo.config, "remote", remote->name, "pushurl"))
		return 0;
	return branch_ref(
		c, "remotes",
		arena_printf(&c->repo.arena, "%s/%s", remote->name, name), out);
}

/* What was taken from a branch there would come back with our next push. */
static int check_moved_back(struct ctx *c, const struct remote *remote,
			    const struct branch *b)
{
	const char *name = ctx_shell(c, b->name);
	git_oid seen;
	int rc = seen_last(c, remote, b->name, &seen);

	if (rc < 0 || git_oid_is_zero(&seen) || oid_eq(&seen, &b->remote))
		return rc;
	/* fetched once, and not kept */
	if (!repo_has_object(&c->repo, &seen))
		return 0;
	rc = history_contains(&c->repo, &seen, &b->remote);
	if (rc)
		return rc < 0 ? rc : 0;
	int own = git_oid_is_zero(&b->local) ?
			  0 :
			  !history_contains(&c->repo, &b->local, &seen);
	const char *at = ctx_shell(c, remote->name);
	rc = error(
		E_STALE,
		"'%s' on '%s' was moved back or rewritten: %s, which it had, is gone",
		b->name, remote->name, oid_short(&seen));
	if (git_oid_is_zero(&b->local))
		error_hint("to follow it: git fetch %s", at);
	else if (own)
		error_hint(
			"to follow it with your own commits: git fetch %s && git rebase --onto %s/%s %s %s",
			at, at, name, oid_hex(&seen), name);
	else
		error_hint(
			"to follow it: git fetch %s && git switch %s && git reset --keep %s/%s",
			at, name, at, name);
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
	if ((rc = remote_fetch(&c->repo, remote, out->ref)) < 0 ||
	    (rc = check_moved_back(c, remote, out)) < 0)
		return rc;
	if (git_oid_is_zero(&out->local)) {
		out->tip = out->remote;
		return 0;
	}
	return newer(c, remote, out);
}

/* A branch there that stands where this one was seen last: it has a new name,
 * if it is the only one, and not known here, or known since this one is not. */
static const char *new_name(struct ctx *c, const struct remote *remote,
			    const git_oid *seen, bool pruned)
{
	const char *found = NULL;
	git_oid known;

	for (size_t i = 0; i < remote->n; i++) {
		const char *ref = remote->ref[i].name;
		if (!starts_with(ref, "refs/heads/") ||
		    !oid_eq(&remote->ref[i].id, seen) ||
		    seen_last(c, remote, ref_short(ref), &known) < 0 ||
		    (!pruned && !git_oid_is_zero(&known)) ||
		    branch_ref(c, "heads", ref_short(ref), &known) < 0 ||
		    !git_oid_is_zero(&known))
			continue;
		if (found)
			return NULL;
		found = ref_short(ref);
	}
	return found;
}

/* Does git say that the branch follows that of its name there? */
static bool follows(struct ctx *c, const struct remote *remote,
		    const struct branch *b)
{
	const struct config *config = &c->repo.config;
	const char *at = config_git_sub(config, "branch", b->name, "remote");
	const char *ref = config_git_sub(config, "branch", b->name, "merge");

	return remote->name && at && ref && !strcmp(at, remote->name) &&
	       !strcmp(ref, b->ref);
}

static bool has_branches(const struct remote *remote)
{
	for (size_t i = 0; i < remote->n; i++)
		if (starts_with(remote->ref[i].name, "refs/heads/"))
			return true;
	return false;
}

/* It follows a branch that is gone there, and what was seen of it is pruned. */
static int check_pruned(struct ctx *c, const struct remote *remote,
			const struct branch *b, const char *key)
{
	const char *at, *other;
	int rc;

	/* after a clone of nothing git says so, too */
	if (!key || git_oid_is_zero(&b->local) ||
	    !git_oid_is_zero(&b->remote) || !follows(c, remote, b) ||
	    !has_branches(remote))
		return 0;
	at = ctx_shell(c, remote->name);
	other = new_name(c, remote, &b->local, true);
	rc = error(E_STALE, "'%s' is no longer on '%s', which it follows",
		   b->name, remote->name);
	if (other)
		error_hint(
			"if it is called '%s' there now: git config %s %s && git remote set-head %s --auto",
			other, key, ctx_shell(c, other), at);
	error_hint("to make it there again: git push %s %s", at,
		   branch_word(c, remote, b->name));
	return rc;
}

int branch_is_there(struct ctx *c, const struct remote *remote,
		    const struct branch *b, const char *key)
{
	const char *name = ctx_shell(c, b->name);
	git_oid seen;
	int rc = seen_last(c, remote, b->name, &seen);

	if (!rc && git_oid_is_zero(&seen))
		return check_pruned(c, remote, b, key);
	if (rc < 0 || !git_oid_is_zero(&b->remote))
		return rc;
	const char *at = ctx_shell(c, remote->name);
	const char *other = key ? new_name(c, remote, &seen, false) : NULL;
	rc = error(E_STALE,
		   "'%s' is no longer on '%s', where it was seen last at %s",
		   b->name, remote->name, oid_short(&seen));
	if (other)
		error_hint(
			"if it is called '%s' there now: git fetch --prune %s && git config %s %s && git remote set-head %s --auto",
			other, at, key, ctx_shell(c, other), at);
	error_hint(
		"to make it there again: git push %s refs/remotes/%s/%s:refs/heads/%s",
		at, at, name, name);
	/* one that no setting names may well be gone for good */
	if (!key)
		error_hint("to go on without it: git branch -d -r %s",
			   ctx_shell(c, arena_printf(&c->repo.arena, "%s/%s",
						     remote->name, b->name)));
	return rc;
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

const char *branch_remote_head(struct ctx *c)
{
	const char *remote = branch_remote(c), *name = NULL;
	git_reference *ref = NULL;

	if (!remote || repo_read(&c->repo) < 0)
		return NULL;
	const char *prefix =
		arena_printf(&c->repo.arena, "refs/remotes/%s/", remote);
	const char *head = arena_printf(&c->repo.arena, "%sHEAD", prefix);
	if (!git_reference_lookup(&ref, c->repo.git, head) &&
	    git_reference_type(ref) == GIT_REFERENCE_SYMBOLIC &&
	    starts_with(git_reference_symbolic_target(ref), prefix))
		name = arena_strdup(&c->repo.arena,
				    git_reference_symbolic_target(ref) +
					    strlen(prefix));
	git_reference_free(ref);
	return name;
}

bool branch_fetches_all(struct ctx *c)
{
	const struct config *config = &c->repo.config;
	const char *remote = branch_remote(c);
	bool all = !remote;

	for (size_t i = 0; !all && i < config->n; i++) {
		const struct config_entry *e = &config->entry[i];
		all = e->value && starts_with(e->key, "remote.") &&
		      ends_with(e->key, ".fetch") &&
		      starts_with(e->key + strlen("remote."), remote) &&
		      strlen(e->key) ==
			      strlen("remote..fetch") + strlen(remote) &&
		      strstr(e->value, "refs/heads/*:");
	}
	return all;
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

int branch_newest(struct ctx *c, const char *name, git_oid *out)
{
	git_oid there;
	int rc;

	if ((rc = branch_ref(c, "heads", name, out)) < 0 ||
	    (rc = branch_tracked(c, name, &there)) < 0)
		return rc;
	if (git_oid_is_zero(&there) || oid_eq(out, &there))
		return 0;
	if (!git_oid_is_zero(out)) {
		if (c->repo.shallow)
			return 0;
		rc = history_contains(&c->repo, out, &there);
		if (rc <= 0)
			return rc;
	}
	*out = there;
	return 0;
}
