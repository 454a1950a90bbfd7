#include "git-rel/finish/land.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "evidence/names.h"
#include "forge/find.h"
#include "git-rel/finish/checks.h"
#include "git-rel/finish/left.h"
#include "git-rel/finish/merge.h"
#include "git-rel/finish/merge_back.h"
#include "git-rel/finish/next_dev.h"
#include "git-rel/finish/reverted.h"
#include "git-rel/notes/behind.h"
#include "git-rel/notes/due.h"
#include "git-rel/notes/look.h"
#include "git/history.h"
#include "git/unshared.h"
#include "object/build.h"
#include "release/branch.h"
#include "release/fork.h"
#include "release/hint_pull.h"
#include "release/main_merge.h"
#include "release/policy_beside.h"
#include "release/commit_step.h"
#include "release/ref_moves.h"
#include "release/still_empty.h"
#include "release/tag_step.h"

#include <git2.h>
#include <string.h>

void land_release(struct land *l)
{
	strvec_clear(&l->conflict.conflicts);
	strvec_clear(&l->left);
	resolve_release(&l->resolve);
}

/* merge = ff-only: main becomes the release branch. */
static int take_branch(struct land *l, struct ctx *c, struct plan *p)
{
	int rc = history_contains(&c->repo, &l->main.tip, &l->branch.tip);

	if (rc < 0)
		return rc;
	if (rc) {
		l->landed = l->main_to = l->branch.tip;
		land_forward(l, c, p, &l->main, l->branch.name, &l->branch.tip);
		return 0;
	}
	rc = error(
		E_POLICY,
		"'%s' has commits that '%s' has not, and merge = ff-only takes no merge",
		l->main.name, l->branch.name);
	error_hint("%s", branch_take(c, l->branch.name, &l->main));
	return rc;
}

static int merge_into_main(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct merge m;
	int rc = main_merge_message(c, &l->rel, &message);

	main_merge_init(&m, &l->rel, &l->main.tip, &l->branch.tip);
	if (rc < 0)
		return rc;
	m.message = message.buf;
	if ((rc = land_merge(l, c, p, &m, &l->landed)) < 0)
		return rc;
	l->main_to = l->landed;
	return 0;
}

static int not_landed(const struct land *l, struct ctx *c)
{
	struct forge_place place;
	int rc = error(E_POLICY, "'%s' is not merged into '%s' on '%s' yet",
		       l->branch.name, l->main.name, l->rel.remote.name);

	if (git_oid_is_zero(&l->branch.remote) &&
	    fork_of(c, l->rel.remote.name))
		error_hint(
			"'%s' is not on '%s' either: git rel pr opens its pull request, from the fork",
			l->branch.name, l->rel.remote.name);
	else if (git_oid_is_zero(&l->branch.remote))
		error_hint("'%s' is not on '%s' either: git push -u %s %s",
			   l->branch.name, l->rel.remote.name,
			   ctx_shell(c, l->rel.remote.name),
			   branch_word(c, &l->rel.remote, l->branch.name));
	else
		hint_pull(c, &l->rel);
	error_hint("merge it on the forge, then run git rel finish again");
	if (!forge_find_known(&place, &c->repo, l->rel.remote.name))
		error_hint(
			"where no forge does, to merge it here: git config rel.finish push");
	error_hint(
		"if it was merged with changes: git rel tag %s <commit>, then git rel finish",
		ctx_shell(c, l->rel.version.text));
	return rc;
}

/* A tag on the branch tip is lost to main unless main contains that tip. */
static int orphaned(const struct land *l)
{
	int rc = error(
		E_POLICY,
		"'%s' has the changes of '%s' but not its commits: a tag on its tip would be on no branch",
		l->main.name, l->branch.name);

	error_hint(
		"merge it as a merge commit, not by squash or rebase, or set rel.tagTarget to merge");
	return rc;
}

/* A squash or rebase leaves no trace but the content: say what was taken. */
static void note_content(const struct land *l, struct ctx *c, struct plan *p)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, c->repo.git, &l->landed) < 0)
		return;
	plan_note(
		p,
		"'%s' arrived on '%s' by its content, without its commits, with %s \"%s\"",
		l->branch.name, l->main.name, oid_short(&l->landed),
		git_commit_summary(commit));
	git_commit_free(commit);
}

/* What came to main by itself is released, too. */
static int tell_others(const struct land *l, struct ctx *c, struct plan *p)
{
	git_oid before = l->main.tip;
	struct unshared u;
	int rc = 0;

	if (setting_is(&c->repo.config, K_TAG_TARGET, "tip"))
		return 0;
	if (oid_eq(&l->main_to, &l->main.tip) || l->forge)
		rc = history_parent(&c->repo, &l->landed, 0, &before);
	if (rc < 0 || git_oid_is_zero(&before) ||
	    (rc = unshared_look(&c->repo, &l->branch.tip, &before, &u)) < 0)
		return rc;
	if (u.n)
		plan_note(
			p,
			"'%s' has %zu commit%s of its own, which will be part of %s, and which its notes may not tell; the newest is %s",
			l->main.name, u.n, u.n == 1 ? "" : "s",
			l->rel.version.text, u.newest);
	return 0;
}

/* Who deleted the branch there has called the release off, it seems. */
static int still_wanted(const struct land *l, struct ctx *c)
{
	return l->rel.remote.name ?
		       branch_is_there(c, &l->rel.remote, &l->branch, NULL) :
		       0;
}

static int tagged_elsewhere(const struct land *l, struct ctx *c)
{
	bool there = git_oid_is_zero(&l->tag_local);
	int rc = error(E_EXISTS, "tag '%s' exists already%s%s, on %s",
		       l->rel.tag, there ? " on " : "",
		       there ? l->rel.remote.name : "", oid_short(&l->tagged));

	error_hint(
		"a version is never used twice; take this work along under another one:");
	error_hint("git rel start <version> %s", ctx_shell(c, l->branch.name));
	return rc;
}

/* That main has the commits of the branch may only tell where it was begun.  A
 * commit that is being qualified was chosen for itself, on main or not. */
static int check_brought(const struct land *l, struct ctx *c, struct plan *p)
{
	git_oid evidence;
	bool own;
	int rc = repo_ref(&c->repo,
			  evidence_ref(&c->repo.arena, l->rel.version.text),
			  &evidence);

	if (rc < 0 || !git_oid_is_zero(&evidence))
		return rc;
	rc = still_empty(c, &l->rel, &l->branch.tip);
	if (rc)
		return rc < 0 ? rc :
				still_empty_error(c, &l->rel, &l->branch.tip);
	rc = release_commit_is(c, &l->rel, &l->branch.tip, &own);
	if (!rc && !own)
		plan_note(
			p,
			"'%s' ends at %s of '%s': whether a pull request brought that cannot be seen",
			l->branch.name, oid_short(&l->branch.tip),
			l->main.name);
	return rc;
}

static int find_landed(struct land *l, struct ctx *c, struct plan *p)
{
	bool pr = setting_is(&c->repo.config, K_FINISH, "pr");
	bool tip = setting_is(&c->repo.config, K_TAG_TARGET, "tip");
	const git_oid *main = pr ? &l->main.remote : &l->main.tip;
	bool merged;
	int rc;

	l->main_to = l->main.tip;
	l->forge = pr;
	if (git_oid_is_zero(main))
		return not_landed(l, c);
	if ((rc = history_contains(&c->repo, &l->branch.tip, main)) < 0)
		return rc;
	/* a branch without a commit of its own has not landed, it never left */
	if (!rc && !pr) {
		rc = still_wanted(l, c);
		if (!rc && setting_is(&c->repo.config, K_MERGE, "ff-only"))
			return take_branch(l, c, p);
		return rc < 0 ? rc : merge_into_main(l, c, p);
	}
	rc = history_landed(&c->repo, main, &l->branch.tip, &l->landed,
			    &merged);
	if (rc < 0)
		return rc;
	if (pr && git_oid_is_zero(&l->tagged) &&
	    oid_eq(&l->landed, &l->branch.tip) &&
	    (rc = check_brought(l, c, p)) < 0)
		return rc;
	l->squashed = !merged && !git_oid_is_zero(&l->landed);
	if (l->squashed)
		note_content(l, c, p);
	if (git_oid_is_zero(&l->landed)) { /* then only a tag can tell where */
		l->landed = l->tagged;
		l->by_tag = true;
	}
	if (git_oid_is_zero(&l->landed))
		return not_landed(l, c);
	if (pr && git_oid_is_zero(&l->tagged) &&
	    (rc = land_check_reverted(l, c, main)) < 0)
		return rc;
	if (l->by_tag && tip)
		return tagged_elsewhere(l, c);
	return tip && !merged ? orphaned(l) : 0;
}

/* The release branch is gone, or was never there: only its tag can tell. */
static int take_up_tagged(struct land *l, struct ctx *c, const git_oid *tagged)
{
	int rc;

	l->main_to = l->main.tip;
	l->landed = l->tag_target = *tagged;
	if ((rc = history_contains(&c->repo, tagged, &l->main.tip)) < 0)
		return rc;
	if (!rc) {
		rc = error(E_EXISTS,
			   "tag '%s' exists, but '%s' does not contain it",
			   l->rel.tag, l->main.name);
		error_hint("a version is never used twice: choose another one");
		return rc;
	}
	if (setting_is(&c->repo.config, K_TAG_TARGET, "tip")) {
		bool merged;
		return history_landed(&c->repo, &l->main.tip, tagged,
				      &l->landed, &merged);
	}
	return 0;
}

/* It was tagged before: where it landed, or behind that on main, by git rel tag. */
static int take_tagged(struct land *l, struct ctx *c, bool tip)
{
	int rc = oid_eq(&l->tagged, &l->tag_target);

	if (!rc && !tip)
		rc = history_contains(&c->repo, &l->landed, &l->tagged);
	if (rc <= 0)
		return rc < 0 ? rc : tagged_elsewhere(l, c);
	l->tag_target = l->tagged;
	if (!tip)
		l->landed = l->tagged;
	return 0;
}

static int find_tag(struct land *l, struct ctx *c, struct plan *p)
{
	bool tip = setting_is(&c->repo.config, K_TAG_TARGET, "tip");
	int rc =
		tag_look(c, &l->rel, &l->tag_local, &l->tag_remote, &l->tagged);

	if (rc < 0)
		return rc;
	bool exists = !git_oid_is_zero(&l->tagged);
	if (git_oid_is_zero(&l->branch.tip)) {
		if (!exists) {
			rc = error(E_NOTFOUND, "there is no branch '%s'",
				   l->rel.branch);
			if (!policy_beside_advise(c))
				error_hint("git rel start %s begins it",
					   l->rel.version.text);
			return rc;
		}
		l->tag_to = git_oid_is_zero(&l->tag_local) ? l->tag_remote :
							     l->tag_local;
		return take_up_tagged(l, c, &l->tagged);
	}
	if (exists && !tip) { /* before a merge is built for nothing */
		int in = history_contains(&c->repo, &l->tagged, &l->main.tip);
		if (in <= 0)
			return in < 0 ? in : tagged_elsewhere(l, c);
	}
	/* before a person is asked to resolve anything */
	if (!exists && (rc = land_check_above(l, c)) < 0)
		return rc;
	/* what the forge has merged may say it, too */
	if (!exists && (rc = notes_due(c, &l->rel, &l->branch.tip,
				       &l->main.remote, NULL)) < 0)
		return rc;
	if (!exists && !setting_is(&c->repo.config, K_FINISH, "pr") &&
	    (rc = land_check_version(l, c, &l->branch.tip)) < 0)
		return rc;
	if ((rc = find_landed(l, c, p)) < 0)
		return rc;
	l->tag_target = tip ? l->branch.tip : l->landed;
	if (!exists) {
		if ((rc = land_check_policy(l, c)) < 0 ||
		    (rc = land_check_own_commit(l, c)) < 0 ||
		    (rc = land_check_version(l, c, &l->tag_target)) < 0 ||
		    (rc = tell_others(l, c, p)) < 0)
			return rc;
		notes_tell_behind(c, p, &l->rel, &l->branch.tip);
		l->tags = true;
		bool made = !oid_eq(&l->main_to, &l->main.tip);
		return tag_build(c, p, &l->rel, l->description, &l->tag_target,
				 made && !tip ? l->main.name : NULL,
				 &l->tag_to);
	}
	l->tag_to = git_oid_is_zero(&l->tag_local) ? l->tag_remote :
						     l->tag_local;
	return take_tagged(l, c, tip);
}

int land_build(struct land *l, struct ctx *c, struct plan *p)
{
	int rc = find_tag(l, c, p);

	if (!rc)
		rc = land_keep_left(l, c, p);
	if (!rc)
		rc = land_onward(l, c, p);
	return rc < 0 ? rc : land_next_dev(l, c, p);
}

/* Where the forge merges, main is only brought along here; what it has not
 * seen of it is not ours to push. */
static void move_main(const struct land *l, struct ref_moves *m)
{
	struct branch main = l->main;

	if (l->forge)
		main.remote = l->main_to;
	ref_moves_branch(m, &main, &l->main_to);
}

void land_moves(const struct land *l, struct ref_moves *m)
{
	move_main(l, m);
	for (size_t i = 0; i < l->n_onward; i++) {
		const struct onward *o = &l->onward[i];
		const struct branch *b = &o->branch;
		ref_moves_branch(m, b, &o->to);
		/* when an open release is published is not ours to say */
		if (git_oid_is_zero(&b->remote) && !o->into &&
		    b->name != l->develop.name)
			m->item[m->n - 1].there = false;
		if (o->merged.name && !l->keep)
			ref_moves_delete(m, &o->merged);
	}
	ref_moves_tag(m, l->rel.tag_ref, &l->tag_local, &l->tag_remote,
		      &l->tag_to);
	if (!l->keep && !l->stays)
		ref_moves_delete(m, &l->branch);
}
