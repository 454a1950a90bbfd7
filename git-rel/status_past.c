#include "git-rel/status_past.h"

#include "git/history.h"
#include "release/branch.h"
#include "release/latest.h"

bool status_is_unseen(struct ctx *c, const struct release *rel)
{
	struct version last;
	bool found = false;
	git_oid main;

	return rel->stable && !rel->on_stable && !branch_fetches_all(c) &&
	       branch_newest(c, rel->main, &main) == 0 &&
	       !git_oid_is_zero(&main) &&
	       release_last_final(c, NULL, &main, &last, NULL, &found) == 0 &&
	       found && version_cmp(&rel->version, &last) < 0;
}

/* By its commits, or by its content, as after a squash. */
static bool is_in(struct ctx *c, const git_oid *tip, const git_oid *main,
		  const git_oid *tag)
{
	git_oid commit, tree, tagged;

	if (history_contains(&c->repo, tip, main) > 0)
		return true;
	return repo_peel(&c->repo, tag, &commit) == 0 &&
	       history_contains(&c->repo, &commit, main) > 0 &&
	       history_tree(&c->repo, tip, &tree) == 0 &&
	       history_tree(&c->repo, &commit, &tagged) == 0 &&
	       oid_eq(&tree, &tagged);
}

bool status_is_done(struct ctx *c, const struct status *s, const char *branch)
{
	struct release rel = { 0 };
	struct version v;
	bool hotfix;
	git_oid tip, tag, main;

	return release_of_branch(c, branch, &v, &hotfix) &&
	       release_name(c, &rel, &v, hotfix) == 0 &&
	       (rel.on_stable || !s->behind) &&
	       repo_ref(&c->repo, rel.tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag) &&
	       branch_ref(c, "heads", branch, &tip) == 0 &&
	       !git_oid_is_zero(&tip) &&
	       branch_newest(c, rel.main, &main) == 0 &&
	       !git_oid_is_zero(&main) && is_in(c, &tip, &main, &tag);
}

bool status_is_past(struct ctx *c, const struct status *s, const char *branch,
		    struct version *last)
{
	struct release rel = { 0 };
	struct version v;
	bool hotfix, found;
	git_oid main;

	if (!s->highest || !release_of_branch(c, branch, &v, &hotfix) ||
	    release_version(c, s->highest, last) < 0 ||
	    version_cmp(&v, last) > 0 ||
	    release_name(c, &rel, &v, hotfix) < 0 ||
	    status_is_unseen(c, &rel) ||
	    branch_newest(c, rel.main, &main) < 0 || git_oid_is_zero(&main))
		return false;
	if (release_last_final(c, NULL, &main, last, NULL, &found) < 0)
		return false;
	return found && version_cmp(&v, last) < 0;
}
