#include "git-rel/status_merge.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/scratch.h"
#include "object/build.h"
#include "release/branch.h"
#include "release/policy_at.h"
#include "release/under_way.h"

/* 1: it conflicts, 0: not, or what is to be merged is there already; negative:
 * nobody can tell.  `made` becomes what is on `branch` then. */
static int try_merge(struct ctx *c, const struct release *rel,
		     const char *branch, const git_oid *theirs,
		     const char *version, git_oid *made)
{
	struct merge m = { .branch = branch,
			   .what = rel->branch,
			   .theirs = *theirs,
			   .message = "x",
			   .no_verify = true,
			   .vars = &rel->vars,
			   .release = version };
	int rc = branch_newest(c, branch, &m.ours);

	if (rc < 0 || git_oid_is_zero(&m.ours))
		return E_NOTFOUND;
	*made = m.ours;
	rc = history_contains(&c->repo, theirs, &m.ours);
	if (rc)
		return rc < 0 ? rc : 0;
	/* the merge would have their files, and merge as they do */
	*made = *theirs;
	rc = history_contains(&c->repo, &m.ours, theirs);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = build_merge(&c->repo, &m, made);
	strvec_clear(&m.conflicts);
	return rc == E_CONFLICT ? 1 : rc;
}

/* A hotfix also goes into the open releases above it. */
static const char *try_releases(struct ctx *c, const struct release *rel,
				const git_oid *landed)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	git_oid made;

	if (!rel->hotfix || rel->on_stable || release_branches(c, &open) < 0)
		return NULL;
	for (size_t i = 0; i < open.n; i++) {
		struct version v;
		bool hotfix;
		if (!release_of_branch(c, open.v[i], &v, &hotfix) || hotfix ||
		    version_cmp(&v, &rel->version) <= 0)
			continue;
		if (try_merge(c, rel, open.v[i], landed, NULL, &made) > 0)
			return arena_strdup(&c->repo.arena, open.v[i]);
	}
	return NULL;
}

static const char *find_policy(struct ctx *c, const struct release *rel,
			       const git_oid *tip, const git_oid *landed)
{
	const struct config *config = &c->repo.config;
	const char *branches[] = { rel->branch, rel->main, rel->develop, NULL };

	return policy_way(
		c, setting_is(config, K_TAG_TARGET, "tip") ? tip : landed,
		branches);
}

const char *status_merge(struct ctx *c, const struct release *rel,
			 const git_oid *tip, const char **way)
{
	const char *main = rel->main, *develop = rel->develop;
	bool was = c->repo.dry_run;
	const char *found = NULL;
	git_oid landed, back;

	c->repo.dry_run = true; /* no hook, no signature, nothing in .git */
	int rc = try_merge(c, rel, main, tip, rel->version.text, &landed);
	if (rc > 0)
		found = main;
	if (!rc)
		*way = find_policy(c, rel, tip, &landed);
	if (!rc && *develop &&
	    try_merge(c, rel, develop, &landed, NULL, &back) > 0)
		found = develop;
	else if (!rc)
		found = try_releases(c, rel, &landed);
	scratch_discard(&c->repo);
	c->repo.dry_run = was;
	return found;
}
