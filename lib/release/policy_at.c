#include "release/policy_at.h"

#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "git/worktree.h"
#include "release/branch.h"

#include <string.h>

/* Does what .gitrel says `at` the commit count for this key? */
static bool counts(const struct setting *here, const struct setting *at)
{
	return !at->policy || here->rank > RANK_POLICY ||
	       !strcmp(here->value, at->policy);
}

static const char *shown(const char *value)
{
	return *value ? value : "(empty)";
}

static bool on_branch(struct ctx *c, const char *branch)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", branch);
	const char *at = NULL;
	git_oid tip;

	return repo_head(&c->repo, &at, &tip) == 0 && at && !strcmp(at, ref);
}

static bool has_it(struct ctx *c, const git_oid *tip, const git_oid *want)
{
	git_oid has;

	return !git_oid_is_zero(tip) && !gitrel_blob(&c->repo, tip, &has) &&
	       oid_eq(&has, want);
}

/* What one types to go to the first that has the .gitrel of `commit`; "": that
 * is here, but was changed; NULL: none has it. */
static const char *find_way(struct ctx *c, const git_oid *commit,
			    const char *const *branches)
{
	struct arena *a = &c->repo.arena;
	git_oid want, here, newest;

	if (gitrel_blob(&c->repo, commit, &want) < 0)
		return NULL;
	for (; *branches; branches++) {
		if (!**branches ||
		    branch_ref(c, "heads", *branches, &here) < 0 ||
		    branch_newest(c, *branches, &newest) < 0)
			continue;
		if (!has_it(c, git_oid_is_zero(&here) ? &newest : &here,
			    &want)) {
			if (!has_it(c, &newest, &want))
				continue;
			const char *pull =
				arena_printf(a, "git pull --ff-only %s %s",
					     ctx_shell(c, branch_remote(c)),
					     branch_word(c, NULL, *branches));
			return on_branch(c, *branches) ?
				       pull :
				       arena_printf(a, "%s && %s",
						    branch_switch(c, *branches),
						    pull);
		}
		if (on_branch(c, *branches))
			return "";
		const char *there = branch_elsewhere(c, *branches);
		return *there ? arena_printf(&c->repo.arena, "cd%s",
					     there + strlen(" -C")) :
				branch_switch(c, *branches);
	}
	return NULL;
}

static int refuse(struct ctx *c, const git_oid *commit, const struct config *at,
		  const char *const *branches, const char *otherwise)
{
	const struct setting *here = c->repo.config.setting;
	const char *way = find_way(c, commit, branches);
	int rc = error(
		E_POLICY,
		".gitrel of %s, which is to be released, does not count here",
		oid_short(commit));

	for (int i = 0; i < N_KEYS; i++)
		if (!counts(&here[i], &at->setting[i]))
			error_detail("[%s] %s = %s; here it is %s, by %s",
				     keys[i].section, keys[i].name,
				     shown(at->setting[i].policy),
				     shown(here[i].value), here[i].origin);
	if (!way)
		error_hint("%s", otherwise);
	else if (*way)
		error_hint("go where it does: %s", way);
	else
		error_hint(
			"commit .gitrel, or take back what is changed: git restore -SW .gitrel");
	return rc;
}

/* 1: something does not. */
static int look(struct ctx *c, const git_oid *commit, struct config *at)
{
	int rc = gitrel_commands(&c->repo, commit, at);

	for (int i = 0; !rc && i < N_KEYS; i++)
		rc = !counts(&c->repo.config.setting[i], &at->setting[i]);
	return rc;
}

int policy_require(struct ctx *c, const git_oid *commit,
		   const char *const *branches, const char *otherwise)
{
	CLEANUP(config) struct config at = { 0 };
	int rc = look(c, commit, &at);

	return rc > 0 ? refuse(c, commit, &at, branches, otherwise) : rc;
}

const char *policy_way(struct ctx *c, const git_oid *commit,
		       const char *const *branches)
{
	CLEANUP(config) struct config at = { 0 };

	if (look(c, commit, &at) <= 0)
		return "";
	const char *way = find_way(c, commit, branches);
	return way && *way ? way : "";
}
