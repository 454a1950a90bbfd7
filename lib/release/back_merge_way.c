#include "release/back_merge_way.h"

#include "base/cleanup.h"
#include "config/back_merge.h"
#include "forge/find.h"
#include "git/history.h"
#include "release/latest.h"
#include "release/forge_asked.h"
#include "release/still_empty.h"
#include "release/under_way.h"

/* The last release of main, if develop lacks it. */
static bool lacks_release(struct ctx *c, const git_oid *main,
			  struct release *rel)
{
	struct version last;
	git_oid commit, develop;
	bool found = false;

	return branch_newest(c, setting(&c->repo.config, K_DEVELOP),
			     &develop) == 0 &&
	       !git_oid_is_zero(&develop) &&
	       release_last_final(c, NULL, main, &last, &commit, &found) == 0 &&
	       found && history_contains(&c->repo, &commit, &develop) == 0 &&
	       release_name(c, rel, &last, false) == 0;
}

/* Is the head of a pull request there, as far as the last fetch knows? */
static bool is_there(struct ctx *c, const char *head)
{
	git_oid there;

	return branch_tracked(c, head, &there) == 0 && !git_oid_is_zero(&there);
}

static const char *once_merged(struct ctx *c, const char *head)
{
	return arena_printf(&c->repo.arena,
			    "once the forge has merged '%s' into '%s'", head,
			    setting(&c->repo.config, K_DEVELOP));
}

/* The head may be there, and the forge not asked: it has refused, and what was
 * left was given up. */
static const char *waits(struct ctx *c, const char *head)
{
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	struct forge_place place;

	if (forge_asked_pull(c, head, develop) ||
	    !forge_find_known(&place, &c->repo, branch_remote(c)))
		return once_merged(c, head);
	return arena_printf(
		&c->repo.arena,
		"it opens the pull request of '%s' into '%s', unless one is open",
		head, develop);
}

/* Nobody has released what main has. */
static const char *by_hand(struct ctx *c, const struct branch *main,
			   const char **remark)
{
	struct arena *a = &c->repo.arena;
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	const char *remote = ctx_shell(c, branch_remote(c));
	const char *head = arena_printf(a, "back-merge/%s", main->name);

	if (is_there(c, head)) {
		if (remark)
			*remark = once_merged(c, head);
		return arena_printf(a, "git fetch %s", remote);
	}
	if (remark)
		*remark = arena_printf(
			a, "then open a pull request of it into '%s'", develop);
	return arena_printf(a, "git push %s %s:refs/heads/%s", remote,
			    oid_eq(&main->tip, &main->local) ?
				    branch_word(c, NULL, main->name) :
				    arena_printf(a, "refs/remotes/%s/%s",
						 remote,
						 ctx_shell(c, main->name)),
			    ctx_shell(c, head));
}

/* The forge has merged it, and only finish is missing: that merges it back. */
static bool is_unfinished(struct ctx *c, const git_oid *main,
			  const git_oid *develop, const char *branch,
			  struct version *v)
{
	struct release rel = { 0 };
	git_oid tip, landed;
	bool hotfix, merged, found = false;
	struct version other;

	return !release_is_out(c, branch) &&
	       release_of_branch(c, branch, v, &hotfix) &&
	       release_name(c, &rel, v, hotfix) == 0 && !rel.on_stable &&
	       branch_newest(c, branch, &tip) == 0 && !git_oid_is_zero(&tip) &&
	       history_contains(&c->repo, &tip, develop) == 0 &&
	       history_landed(&c->repo, main, &tip, &landed, &merged) == 0 &&
	       !git_oid_is_zero(&landed) && still_empty(c, &rel, &tip) == 0 &&
	       release_on_commit(c, NULL, &tip, &other, &found) == 0 && !found;
}

/* NULL: there is none. */
static const char *finish_first(struct ctx *c, const git_oid *main)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	struct version v;
	git_oid develop;

	if (git_oid_is_zero(main) ||
	    branch_newest(c, setting(&c->repo.config, K_DEVELOP), &develop) <
		    0 ||
	    git_oid_is_zero(&develop) || release_branches(c, &open) < 0)
		return NULL;
	for (size_t i = 0; i < open.n; i++)
		if (is_unfinished(c, main, &develop, open.v[i], &v))
			return arena_printf(&c->repo.arena, "git rel finish %s",
					    ctx_shell(c, v.text));
	return NULL;
}

const char *back_merge_way(struct ctx *c, const struct branch *main,
			   const char **head, const char **remark)
{
	const struct config *config = &c->repo.config;
	const char *develop = setting(config, K_DEVELOP);
	struct release rel = { 0 };
	const char *finish = finish_first(c, &main->tip);

	if (finish)
		return finish;
	if (!back_merge_asks(config) || !branch_remote(c))
		return branch_merge_back(c, main, develop);
	if (!lacks_release(c, &main->tip, &rel))
		return by_hand(c, main, remark);
	const char *by =
		back_merge_head(config, &c->repo.arena, rel.tag, develop);
	if (head)
		*head = by;
	if (remark && is_there(c, by))
		*remark = waits(c, by);
	return arena_printf(&c->repo.arena, "git rel finish %s",
			    ctx_shell(c, rel.version.text));
}
