/*
 * git rel tag: the tag of a release that was merged on the forge.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/notes/behind.h"
#include "git-rel/notes/due.h"
#include "git-rel/notes/look.h"
#include "git/history.h"
#include "object/bump.h"
#include "release/hint_pull.h"
#include "release/branch.h"
#include "release/gates.h"
#include "release/policy_at.h"
#include "release/still_empty.h"
#include "release/tag_step.h"
#include "release/under_way.h"
#include "qualify/qualified.h"

static int push = -1, no_verify;
static const char *description;
static struct strvec set;

static const struct opt opts[] = {
	OPT_BOOL(0, "push", &push, "push the tag (default with a remote)"),
	OPT_STRING('m', "message", &description, "description",
		   "{description} in the tag's message"),
	OPT_FLAG(0, "no-verify", &no_verify, "skip pre-push"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_END,
};

/* Never HEAD by default: that is whatever happens to be checked out. */
static int find_target(struct ctx *c, const struct release *rel,
		       git_oid *target, struct branch *main)
{
	const char *name = rel->main;
	int rc = branch_look(c, &rel->remote, name, main);

	if (!rc)
		rc = branch_is_there(c, &rel->remote, main, rel->main_key);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&main->tip))
		return error(E_NOTFOUND, "there is no branch '%s'", name);
	if (!ctx_arg(c, 1)) {
		*target = git_oid_is_zero(&main->remote) ? main->tip :
							   main->remote;
		return 0;
	}
	return repo_commit(&c->repo, ctx_arg(c, 1), target);
}

static int check_target(struct ctx *c, const struct release *rel,
			const git_oid *target, const struct branch *main)
{
	const git_oid *on = git_oid_is_zero(&main->remote) || push == 0 ?
				    &main->tip :
				    &main->remote;
	int rc = history_contains(&c->repo, target, on);

	if (rc)
		return rc < 0 ? rc : 0;
	rc = error(E_POLICY, "%s is not on '%s'%s%s", oid_short(target),
		   main->name, on == &main->remote ? " of " : "",
		   on == &main->remote ? rel->remote.name : "");
	error_hint(
		"a release tag belongs on '%s': merge it first, or push '%s'",
		main->name, main->name);
	return rc;
}

static int already(struct plan *p, const struct release *rel,
		   const git_oid *tagged, const git_oid *target)
{
	if (oid_eq(tagged, target)) {
		p->outcome = plan_text(p, "%s is tagged already: nothing to do",
				       rel->tag);
		return 0;
	}
	int rc = error(E_EXISTS, "tag '%s' exists already, on %s", rel->tag,
		       oid_short(tagged));
	error_hint("a version is never used twice: choose another one");
	return rc;
}

static int look(struct ctx *c, struct release *rel)
{
	int rc;

	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_which(c, rel, ctx_arg(c, 0))) < 0 ||
	    (rc = release_remote(c, rel, push == 0)) < 0 ||
	    (rc = release_where(c, rel)) < 0)
		return rc;
	if (push == 1 && (rc = need_remote(c, rel)) < 0)
		return rc;
	return check_namesakes(c, rel);
}

/* What was merged are the commits of its branch, so these were judged. */
static int require_checks(struct ctx *c, struct plan *p,
			  const struct release *rel, const git_oid *target,
			  const struct qualified *q)
{
	struct commands checks;
	struct branch b;
	int rc = gate_commands_at(c, rel, "check", target, &checks);

	if (rc < 0)
		return rc;
	rc = branch_look(c, &rel->remote, rel->branch, &b);
	if (rc == E_STALE && !checks.n) /* nothing is asked of it */
		return 0;
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&b.tip))
		return qualified_checks(c, q, rel, &b.tip);
	if (checks.n)
		plan_note(
			p,
			"there is no branch '%s' any more: no checks were looked at",
			rel->branch);
	return 0;
}

static bool has(struct ctx *c, const git_oid *tip, const git_oid *target)
{
	return !git_oid_is_zero(tip) &&
	       history_contains(&c->repo, target, tip) > 0;
}

/* Is it on main as only the remote has that so far? */
static bool is_away(struct ctx *c, const git_oid *target,
		    const struct branch *main)
{
	git_oid seen;

	return branch_tracked(c, main->name, &seen) == 0 &&
	       !has(c, &seen, target) && !has(c, &main->local, target) &&
	       has(c, &main->remote, target);
}

static int check_policy(struct ctx *c, const git_oid *target,
			const struct branch *main)
{
	const char *branches[] = { main->name, NULL };
	struct arena *a = &c->repo.arena;
	const char *fetch =
		!is_away(c, target, main) ?
			"" :
			arena_printf(a, "git fetch %s %s && ",
				     ctx_shell(c, branch_remote(c)),
				     branch_word(c, NULL, main->name));

	return policy_require(
		c, target, branches,
		arena_printf(a, "go where it does: %sgit switch --detach %s",
			     fetch, oid_short(target)));
}

static int check_version(struct ctx *c, const struct release *rel,
			 const git_oid *target, const struct branch *main)
{
	int rc = bump_require(&c->repo, target, &rel->version);

	if (rc == E_POLICY)
		error_hint("put it right on '%s', then tag that commit",
			   main->name);
	return rc;
}

/* What is missed on main may be on the branch still. */
static int say_unmerged(struct ctx *c, const struct release *rel,
			const git_oid *target, const struct branch *main,
			int rc)
{
	struct saved_error first;
	struct branch b;
	git_oid landed;
	bool merged;

	error_save(&first);
	bool missing = branch_look(c, &rel->remote, rel->branch, &b) == 0 &&
		       !git_oid_is_zero(&b.tip) &&
		       history_landed(&c->repo, target, &b.tip, &landed,
				      &merged) == 0 &&
		       git_oid_is_zero(&landed);
	rc = error_restore(rc, &first);
	if (!missing)
		return rc;
	rc = error(E_POLICY, "'%s' is not merged into '%s' yet", rel->branch,
		   main->name);
	if (setting_is(&c->repo.config, K_FINISH, "pr")) {
		hint_pull(c, rel);
		error_hint("merge it on the forge first");
	} else
		error_hint("git rel finish %s   merges and tags it",
			   ctx_shell(c, rel->version.text));
	return rc;
}

/* By default the tip is tagged; but where its branch was merged before, others
 * may have come since. */
static int check_default(struct ctx *c, const struct release *rel,
			 const git_oid *target, const struct branch *main)
{
	const char *version = ctx_shell(c, rel->version.text);
	struct saved_error before;
	struct branch b;
	git_oid landed;
	bool merged;
	int rc;

	error_save(&before);
	rc = branch_look(c, &rel->remote, rel->branch, &b);
	if (rc < 0 || git_oid_is_zero(&b.tip))
		return error_restore(0, &before);
	rc = history_landed(&c->repo, target, &b.tip, &landed, &merged);
	if (rc < 0 || git_oid_is_zero(&landed) || oid_eq(&landed, target))
		return rc;
	rc = still_empty(c, rel, &b.tip);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = error(E_POLICY,
		   "'%s' came to '%s' with %s, and others have come since",
		   rel->branch, main->name, oid_short(&landed));
	error_hint("to release what was merged: git rel finish %s", version);
	error_hint("to release them, too: git rel tag %s %s", version,
		   oid_short(target));
	return rc;
}

static int require_evidence(struct ctx *c, struct plan *p,
			    const git_oid *target, struct qualified *q)
{
	int rc = qualified_require(c, q, target);

	return rc < 0 ? rc : qualified_seal(c, p, q, target);
}

static int write_moves(struct ctx *c, struct plan *p, const struct release *rel,
		       const git_oid *tag, const git_oid *target,
		       const struct qualified *q)
{
	struct ref_moves m;
	int rc = tag_moves(c, p, rel, tag, target, &m);

	if (rc < 0)
		return rc;
	m.no_verify = no_verify;
	qualified_moves(q, &m);
	return ref_moves_write(&m);
}

static int plan_tag(struct ctx *c, struct plan *p)
{
	struct release rel = { .vars.set = &set,
			       .vars.description = description };
	git_oid target, local, remote, tagged, tag;
	struct qualified q = { 0 };
	struct branch main;
	int rc;

	if ((rc = look(c, &rel)) < 0 ||
	    (rc = find_target(c, &rel, &target, &main)) < 0 ||
	    (rc = tag_look(c, &rel, &local, &remote, &tagged)) < 0)
		return rc;
	rel.at = target;
	p->release = plan_text(p, "%s", rel.version.text);
	bool exists = !git_oid_is_zero(&tagged);
	if (exists && (!oid_eq(&tagged, &target) ||
		       (!git_oid_is_zero(&local) &&
			(!rel.remote.name || !git_oid_is_zero(&remote)))))
		return already(p, &rel, &tagged, &target);
	if ((rc = check_target(c, &rel, &target, &main)) < 0)
		return rc;
	if (!exists && !ctx_arg(c, 1) &&
	    (rc = check_default(c, &rel, &target, &main)) < 0)
		return rc;
	tag = git_oid_is_zero(&local) ? remote : local;
	if (!exists && (rc = check_policy(c, &target, &main)) < 0)
		return rc;
	/* a tag that is on the remote has left with what it had */
	if (git_oid_is_zero(remote_ref(&rel.remote, rel.tag_ref)) &&
	    (rc = qualified_look(c, p, &rel, &q)) < 0)
		return rc;
	if (!exists && (rc = require_checks(c, p, &rel, &target, &q)) < 0)
		return rc;
	if (!exists && ((rc = notes_due(c, &rel, &target, NULL, NULL)) < 0 ||
			(rc = check_version(c, &rel, &target, &main)) < 0))
		return rc == E_POLICY && !ctx_arg(c, 1) ?
			       say_unmerged(c, &rel, &target, &main, rc) :
			       rc;
	if ((rc = require_evidence(c, p, &target, &q)) < 0)
		return rc;
	rel.evidence = qualified_named(c, &q);
	if (!exists &&
	    (rc = tag_build(c, p, &rel, description, &target, NULL, &tag)) < 0)
		return rc;
	if (!exists)
		notes_tell_behind(c, p, &rel, &target);
	return write_moves(c, p, &rel, &tag, &target, &q);
}

const struct cmd cmd_tag = {
	.name = "tag",
	.args = "[<options>] <version> [<commit>]",
	.brief = "tag a release that was merged on the forge",
	.opts = opts,
	.min_args = 1,
	.max_args = 2,
	.plan = plan_tag,
};
