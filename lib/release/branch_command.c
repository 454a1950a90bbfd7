#include "release/branch.h"
#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/worktree.h"

#include <string.h>

/* How many remotes have it, as far as the last fetches know: where it is more
 * than one, git does not choose. */
static size_t remotes_with(struct ctx *c, const char *name)
{
	const struct config *config = &c->repo.config;
	CLEANUP(strvec) struct strvec seen = STRVEC_INIT;
	size_t n = 0;

	for (size_t i = 0; i < config->n; i++) {
		const char *key = config->entry[i].key;
		if (!starts_with(key, "remote.") || !ends_with(key, ".url"))
			continue;
		const char *from = key + strlen("remote.");
		size_t len = strlen(from) - strlen(".url");
		if (strlen(from) <= strlen(".url"))
			continue;
		const char *ref = arena_printf(&c->repo.arena, "%.*s/%s",
					       (int)len, from, name);
		bool known = false;
		git_oid id;
		for (size_t k = 0; k < seen.n; k++)
			known |= !strcmp(seen.v[k], ref);
		if (known || branch_ref(c, "remotes", ref, &id) < 0)
			continue;
		strvec_push(&seen, ref);
		n += !git_oid_is_zero(&id);
	}
	return n;
}

const char *branch_switch(struct ctx *c, const char *name)
{
	struct arena *a = &c->repo.arena;
	const char *remote = branch_remote(c), *word = ctx_shell(c, name);
	git_oid here = { { 0 } }, there = { { 0 } };

	if (branch_ref(c, "heads", name, &here) < 0 ||
	    branch_tracked(c, name, &there) < 0 || !remote ||
	    !git_oid_is_zero(&here))
		return arena_printf(a, "git switch %s", word);
	if (git_oid_is_zero(&there))
		return arena_printf(a, "git fetch %s %s && git switch %s",
				    ctx_shell(c, remote),
				    arena_printf(a, "%s:%s",
						 branch_word(c, NULL, name),
						 branch_word(c, NULL, name)),
				    word);
	if (remotes_with(c, name) == 1)
		return arena_printf(a, "git switch %s", word);
	return arena_printf(a, "git switch --track %s",
			    ctx_shell(c,
				      arena_printf(a, "%s/%s", remote, name)));
}

const char *branch_fetch(struct ctx *c, const char *name)
{
	const char *at = ctx_shell(c, branch_remote(c));

	return arena_printf(
		&c->repo.arena,
		"git remote set-branches --add %s %s && git fetch %s", at,
		ctx_shell(c, name), at);
}

const char *branch_elsewhere(struct ctx *c, const char *name)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	struct worktrees trees;

	if (worktrees_list(&c->repo, &trees) < 0)
		return "";
	const struct worktree *w = worktrees_holding(&trees, ref);
	return w && w != worktrees_current(&trees) ?
		       arena_printf(&c->repo.arena, " -C %s",
				    ctx_shell(c, w->path)) :
		       "";
}

const char *branch_bring(struct ctx *c, const char *name, const git_oid *tip)
{
	struct arena *a = &c->repo.arena;
	const char *remote = branch_remote(c);
	git_oid here = { { 0 } };

	if (!remote || branch_ref(c, "heads", name, &here) < 0 ||
	    oid_eq(&here, tip))
		return "";
	const char *there = branch_elsewhere(c, name);
	return arena_printf(a, "%s%sgit%s pull --ff-only %s %s\n",
			    *there ? "" : branch_switch(c, name),
			    *there ? "" : "\n", there, ctx_shell(c, remote),
			    branch_word(c, NULL, name));
}

const char *branch_merge_back(struct ctx *c, const struct branch *b,
			      const char *into)
{
	struct arena *a = &c->repo.arena;
	const char *to = ctx_shell(c, into);
	const char *name = branch_word(c, NULL, b->name);

	if (oid_eq(&b->tip, &b->local) || !branch_remote(c))
		return arena_printf(a, "git switch %s && git merge --no-ff %s",
				    to, name);
	return arena_printf(
		a, "git switch %s && git pull --no-rebase --no-ff %s %s", to,
		ctx_shell(c, branch_remote(c)), name);
}

const char *branch_take(struct ctx *c, const char *into, const struct branch *b)
{
	struct arena *a = &c->repo.arena;
	const char *to = ctx_shell(c, into);
	const char *name = branch_word(c, NULL, b->name);

	const char *there = branch_elsewhere(c, into);
	const char *way = *there ? "" :
				   arena_printf(a, "git switch %s && ", to);

	if (oid_eq(&b->tip, &b->local) || !branch_remote(c))
		return arena_printf(a, "%sgit%s merge %s", way, there, name);
	return arena_printf(a, "%sgit%s pull --no-rebase %s %s", way, there,
			    ctx_shell(c, branch_remote(c)), name);
}
