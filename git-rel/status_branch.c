#include "git-rel/status_branch.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "forge/find.h"
#include "git-rel/notes/due.h"
#include "git-rel/status_merge.h"
#include "git-rel/status_past.h"
#include "git-rel/status_qualified.h"
#include "git/history.h"
#include "git/overwrite.h"
#include "git/uncommitted.h"
#include "git/worktree.h"
#include "object/bump.h"
#include "release/branch.h"
#include "release/finish_command.h"
#include "release/gates.h"
#include "release/hint_pull.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/forge_asked.h"
#include "release/still_empty.h"
#include "release/under_way.h"
#include "standing/recorded_checks.h"

#include <string.h>

/* The checks that are open at `tip`: run them, there; but nobody runs what was
 * not read. */
static const char *checks_due(struct ctx *c, const struct release *rel,
			      const git_oid *tip, bool here)
{
	struct commands all, open;

	if (gate_commands_at(c, rel, "check", tip, &all) < 0 || !all.n ||
	    gate_open(c, rel, &all, tip, &open) < 0 ||
	    recorded_checks(c, rel, tip, &open) < 0 || !open.n)
		return NULL;
	if (!here)
		return arena_printf(&c->repo.arena,
				    "git switch %s && git rel check",
				    ctx_shell(c, rel->branch));
	return gate_trust(c, &open) < 0 ? "git rel trust" : "git rel check";
}

/* The version files first: what mends them is a commit. */
static const char *version_due(struct ctx *c, const struct status *s,
			       const char *branch, const struct version *v,
			       const git_oid *tip)
{
	struct arena *a = &c->repo.arena;
	struct bump bump;

	if (bump_require(&c->repo, tip, v) != E_POLICY)
		return NULL;
	if (bump_look(&c->repo, tip, &bump) < 0)
		return arena_printf(
			a, "put %s into the files that carry the version",
			v->text);
	if (s->head && !strcmp(ref_short(s->head), branch))
		return "git rel bump";
	return arena_printf(a, "git switch %s && git rel bump",
			    ctx_shell(c, branch));
}

/* What `finish` would refuse for want of; NULL: nothing that is seen here, and
 * what is wrong else it will say itself.  Notes first, for they are a commit,
 * and checks count for the last one. */
static const char *due(struct ctx *c, const struct status *s,
		       const char *branch, const struct version *v, bool hotfix)
{
	struct release rel = { 0 };
	struct version other;
	git_oid tip, landed, tag;
	bool build, found = false;

	if (release_name(c, &rel, v, hotfix) < 0 ||
	    branch_ref(c, "heads", branch, &tip) < 0 ||
	    branch_tracked(c, rel.main, &landed) < 0 ||
	    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
	    git_oid_is_zero(&tip) || !git_oid_is_zero(&tag))
		return NULL;
	if (!version_is_pre(v) &&
	    release_on_commit(c, NULL, &tip, &other, &found) == 0 && found)
		return arena_printf(&c->repo.arena, "commit something on '%s'",
				    branch);
	const char *bump = version_due(c, s, branch, v, &tip);
	if (bump)
		return bump;
	if (notes_due(c, &rel, &tip, &landed, &build) == E_POLICY)
		return arena_printf(&c->repo.arena, "git rel notes %s %s",
				    build ? "build" : "edit",
				    ctx_shell(c, v->text));
	bool here = s->head && !strcmp(ref_short(s->head), branch);
	const char *open = status_qualified(c, &rel, &tip);
	return open ? open : checks_due(c, &rel, &tip, here);
}

/* Would `finish --resolve` refuse to set the merge into `branch` up, for what is
 * not committed here?  git merges over nothing that is staged. */
static bool is_in_the_way(struct ctx *c, const char *branch)
{
	CLEANUP(strvec) struct strvec all = STRVEC_INIT;
	CLEANUP(strvec) struct strvec unstaged = STRVEC_INIT;
	struct worktrees trees;
	git_oid to;

	if (worktrees_list(&c->repo, &trees) < 0 ||
	    branch_newest(c, branch, &to) < 0)
		return false;
	const struct worktree *w = worktrees_current(&trees);
	if (!w || uncommitted_tracked(&c->repo, w->path, false, &all) < 0 ||
	    uncommitted_tracked(&c->repo, w->path, true, &unstaged) < 0)
		return false;
	return all.n > unstaged.n ||
	       overwrite_check(&c->repo, w, &w->head, &to) == E_POLICY;
}

/* Where no merge is made, main must have nothing that the branch has not: what
 * brings it there; NULL: that is so. */
static const char *ff_only(struct ctx *c, const struct release *rel,
			   const git_oid *tip)
{
	struct branch main = { .name = rel->main };

	if (!setting_is(&c->repo.config, K_MERGE, "ff-only") ||
	    branch_newest(c, rel->main, &main.tip) < 0 ||
	    git_oid_is_zero(&main.tip) ||
	    branch_ref(c, "heads", rel->main, &main.local) < 0 ||
	    history_contains(&c->repo, &main.tip, tip) > 0 ||
	    history_contains(&c->repo, tip, &main.tip) > 0)
		return NULL;
	return branch_take(c, rel->branch, &main);
}

/* We merge: where that conflicts, a person does. */
static void merges(struct ctx *c, struct status *s, const char *branch,
		   const struct version *v, bool hotfix)
{
	struct release rel = { 0 };
	git_oid tip, tag;

	if (release_name(c, &rel, v, hotfix) < 0 ||
	    branch_newest(c, branch, &tip) < 0 ||
	    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
	    git_oid_is_zero(&tip) || !git_oid_is_zero(&tag))
		return;
	if (status_is_unseen(c, &rel)) {
		s->remark = arena_printf(&c->repo.arena,
					 "it asks '%s' for '%s'",
					 branch_remote(c), rel.stable);
		return;
	}
	const char *way = ff_only(c, &rel, &tip);
	if (way) {
		s->remark = arena_printf(&c->repo.arena,
					 "'%s' has commits that it has not",
					 rel.main);
		s->next = way;
		return;
	}
	way = "";
	const char *into = status_merge(c, &rel, &tip, &way);
	s->next = arena_printf(&c->repo.arena, "%s%s%s%s", way,
			       *way ? " && " : "", s->next,
			       into ? " --resolve" : "");
	if (!into)
		return;
	s->remark = arena_printf(&c->repo.arena,
				 "it does not merge cleanly into '%s'", into);
	if (is_in_the_way(c, into))
		s->next = arena_printf(&c->repo.arena, "git stash -u && %s",
				       s->next);
}

static bool has_landed(struct ctx *c, const char *branch, const git_oid *main)
{
	git_oid tip;

	return !git_oid_is_zero(main) &&
	       branch_ref(c, "heads", branch, &tip) == 0 &&
	       !git_oid_is_zero(&tip) &&
	       history_contains(&c->repo, &tip, main) > 0;
}

const char *status_line_due(struct ctx *c, const struct version *v, bool hotfix,
			    const char **remark)
{
	struct release rel = { 0 };
	struct version last;
	bool found = false;
	git_oid main, tag;

	if (release_name(c, &rel, v, hotfix) < 0 || rel.on_stable ||
	    status_is_unseen(c, &rel) ||
	    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
	    !git_oid_is_zero(&tag) || branch_newest(c, rel.main, &main) < 0 ||
	    git_oid_is_zero(&main) ||
	    release_last_final(c, NULL, &main, &last, NULL, &found) < 0 ||
	    !found || version_cmp(v, &last) > 0)
		return NULL;
	const char *beside = line_beside(c, &rel);
	*remark = beside ? arena_printf(&c->repo.arena,
					"it lands on '%s', where it was begun",
					beside) :
			   "the branch that it lands on";
	return beside ? line_finish(c, &rel, beside) : line_command(c, &rel);
}

/* Where we know which forge it is, and have not asked it: git rel pr pushes the
 * branch, and opens it. */
static bool wants_pull(struct ctx *c, const struct release *rel,
		       const git_oid *there)
{
	struct forge_place place;

	return forge_find_known(&place, &c->repo, branch_remote(c)) &&
	       (git_oid_is_zero(there) ||
		!forge_asked_pull(c, rel->branch, rel->main) ||
		landed_in_part(c, rel));
}

/* Its tag is here, whatever the last fetch saw of main. */
static bool is_out(struct ctx *c, const struct release *rel)
{
	git_oid tag;

	return repo_ref(&c->repo, rel->tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag);
}

/* The forge has nothing to merge. */
static bool is_empty(struct ctx *c, struct status *s, const struct release *rel)
{
	git_oid tip;

	if (is_out(c, rel) || branch_newest(c, rel->branch, &tip) < 0 ||
	    git_oid_is_zero(&tip) || still_empty(c, rel, &tip) <= 0)
		return false;
	s->next = arena_printf(&c->repo.arena, "commit something on '%s'",
			       rel->branch);
	s->remark = arena_printf(
		&c->repo.arena,
		"git rel tag %s %s releases '%s' as it is there",
		ctx_shell(c, rel->version.text), oid_short(&tip), rel->main);
	return true;
}

/* The remote has commits of it that are neither here nor merged: whatever is done
 * here first would make the branches diverge. */
static bool is_behind(struct ctx *c, struct status *s, const char *branch,
		      const struct version *v, bool hotfix)
{
	struct arena *a = &c->repo.arena;
	struct release rel = { 0 };
	git_oid here, there, main;

	if (c->repo.shallow || release_is_out(c, branch) ||
	    branch_ref(c, "heads", branch, &here) < 0 ||
	    branch_tracked(c, branch, &there) < 0 || git_oid_is_zero(&here) ||
	    git_oid_is_zero(&there) || oid_eq(&here, &there) ||
	    history_contains(&c->repo, &here, &there) <= 0 ||
	    release_name(c, &rel, v, hotfix) < 0 ||
	    branch_newest(c, rel.main, &main) < 0 ||
	    (!git_oid_is_zero(&main) &&
	     history_contains(&c->repo, &there, &main) > 0))
		return false;
	const char *at = branch_elsewhere(c, branch);
	bool on = s->head && !strcmp(ref_short(s->head), branch);
	s->next = arena_printf(a, "%s%sgit%s pull --ff-only %s %s",
			       on || *at ? "" : branch_switch(c, branch),
			       on || *at ? "" : " && ", on ? "" : at,
			       ctx_shell(c, branch_remote(c)),
			       branch_word(c, NULL, branch));
	s->remark = arena_printf(a, "'%s' has commits of it that are not here",
				 branch_remote(c));
	return true;
}

/* The forge merges only what it has. */
int status_next_of_branch(struct ctx *c, struct status *s, const char *branch)
{
	struct arena *a = &c->repo.arena;
	const char *remote = setting(&c->repo.config, K_REMOTE);
	struct release rel = { 0 };
	const char *remark;
	struct version v;
	git_oid there, main;
	bool hotfix;
	int rc;

	if (!release_of_branch(c, branch, &v, &hotfix))
		return 0;
	s->next = status_line_due(c, &v, hotfix, &remark);
	if (s->next) {
		s->remark = remark;
		return 0;
	}
	if (is_behind(c, s, branch, &v, hotfix))
		return 0;
	s->next = due(c, s, branch, &v, hotfix);
	if (s->next)
		return 0;
	s->next = finish_command(c, &v, hotfix);
	if (*branch_elsewhere(c, branch)) /* it cannot be deleted there */
		s->next = arena_printf(a, "%s --keep", s->next);
	if (!setting_is(&c->repo.config, K_FINISH, "pr")) {
		merges(c, s, branch, &v, hotfix);
		return 0;
	}
	if (!branch_remote(c)) {
		s->next = arena_printf(a, "git remote add %s <url>",
				       ctx_shell(c, remote));
		s->remark = "or, to merge it here: git config rel.finish push";
		return 0;
	}
	if ((rc = branch_tracked(c, branch, &there)) < 0)
		return rc;
	if ((rc = release_name(c, &rel, &v, hotfix)) < 0)
		return rc;
	if (is_empty(c, s, &rel))
		return 0;
	if (is_out(c, &rel) || (branch_tracked(c, rel.main, &main) == 0 &&
				has_landed(c, branch, &main)))
		return 0; /* somebody has pushed it there */
	s->waits = arena_strdup(a, branch);
	if (wants_pull(c, &rel, &there))
		s->next =
			arena_printf(a, "git rel pr %s", ctx_shell(c, v.text));
	else if (git_oid_is_zero(&there))
		s->next = arena_printf(a, "git push -u %s %s",
				       ctx_shell(c, remote),
				       branch_word(c, NULL, branch));
	else
		s->remark = "once the forge has merged it";
	return 0;
}
