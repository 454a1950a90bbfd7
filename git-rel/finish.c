/*
 * git rel finish: merge, sign, tag, merge back, delete, push: one transaction.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "config/back_merge.h"
#include "git-rel/finish/conflict.h"
#include "git-rel/finish/land.h"
#include "git-rel/finish/request.h"
#include "git-rel/finish/required.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/ref_moves.h"
#include "release/track_step.h"
#include "release/under_way.h"

#include <string.h>

static int push = -1, keep, resolve, no_verify, to_switch = 1;
static const char *description;
static struct strvec set, into, except;

static const struct opt opts[] = {
	OPT_BOOL(0, "push", &push,
		 "push what was made (default with a remote)"),
	OPT_BOOL('k', "keep", &keep, "keep the release branch"),
	OPT_STRING('m', "message", &description, "description",
		   "{description} in the tag's message"),
	OPT_BOOL(0, "resolve", &resolve,
		 "set up a merge with conflicts in the work tree"),
	OPT_BOOL(0, "switch", &to_switch,
		 "leave the branch that is deleted (default)"),
	OPT_LIST(0, "into", &into, "branch", "merge it into this branch, too"),
	OPT_LIST(0, "except", &except, "branch",
		 "an open release that the hotfix is not merged into"),
	OPT_FLAG(0, "no-verify", &no_verify,
		 "skip pre-merge-commit, commit-msg, pre-push"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_END,
};

/* Its own words: what a person should do about a branch that lags behind. */
static int check_own_branch(struct ctx *c, const struct land *l)
{
	const struct branch *b = &l->branch;
	enum relation how;
	int rc;

	if (git_oid_is_zero(&b->local) || git_oid_is_zero(&b->remote))
		return 0;
	if ((rc = history_relation(&c->repo, &b->local, &b->remote, &how)) < 0)
		return rc;
	if (how != BEHIND || !strcmp(setting(&c->repo.config, K_FINISH), "pr"))
		return 0;
	rc = error(E_STALE, "'%s' has commits on '%s' that are not here",
		   b->name, l->rel.remote.name);
	error_hint("look at them first: git switch %s && git pull",
		   ctx_shell(c, b->name));
	return rc;
}

static int which(struct ctx *c, struct land *l)
{
	l->rel.vars.set = &set;
	l->rel.vars.description = description;
	l->description = description;
	l->no_verify = no_verify;
	l->keep = keep;
	l->no_switch = !to_switch;
	l->into = &into;
	l->except = &except;
	return release_which(c, &l->rel, ctx_arg(c, 0));
}

static int look_at_branches(struct ctx *c, struct land *l)
{
	const struct remote *remote = &l->rel.remote;
	const char *names[] = { l->rel.branch, l->rel.main, l->rel.develop };
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;
	int rc;

	for (size_t i = 0; i < 3; i++)
		if (*names[i])
			strvec_pushf(&refs, "refs/heads/%s", names[i]);
	strvec_push(&refs, l->rel.tag_ref);
	if (remote->name &&
	    (rc = remote_fetch_refs(&c->repo, remote, &refs)) < 0)
		return rc;
	if ((rc = branch_look(c, remote, names[0], &l->branch)) < 0 ||
	    (rc = check_own_branch(c, l)) < 0 ||
	    (rc = branch_look(c, remote, names[1], &l->main)) < 0 ||
	    (rc = branch_is_there(c, remote, &l->main, l->rel.main_key)) < 0)
		return rc;
	if (git_oid_is_zero(&l->main.tip))
		return branch_missing(c, names[1], K_MAIN);
	if (!*names[2])
		return 0;
	if ((rc = branch_look(c, remote, names[2], &l->develop)) < 0 ||
	    (rc = branch_is_there(c, remote, &l->develop, "rel.develop")) < 0)
		return rc;
	return git_oid_is_zero(&l->develop.tip) ?
		       branch_missing(c, names[2], K_DEVELOP) :
		       0;
}

static void note_unpushed(struct ctx *c, struct plan *p, const struct land *l)
{
	const struct branch *all[] = { &l->main, &l->develop };

	for (size_t i = 0; i < 2; i++) {
		const struct branch *b = all[i];
		size_t n;
		if (!b->name || git_oid_is_zero(&b->remote) ||
		    oid_eq(&b->tip, &b->remote) || !l->pushes ||
		    (b == &l->develop && land_is_request(l, c, b)))
			continue;
		if (!history_count(&c->repo, &b->remote, &b->tip, &n) && n)
			plan_note(
				p,
				"'%s' has %zu commit%s that '%s' does not have yet; %s pushed, too",
				b->name, n, n == 1 ? "" : "s",
				l->rel.remote.name,
				n == 1 ? "it is" : "they are");
	}
}

/* HEAD leaves the branch that is deleted, and the commit on which a person
 * resolved a merge; from anywhere else it does not move.  True: the branch it
 * goes to is made for that. */
static bool go_on(struct land *l, const struct qualified *q,
		  struct ref_moves *m)
{
	const struct worktree *w = worktrees_current(&m->trees);
	const char *at = l->resolve.exists ? l->resolve.head :
			 w                 ? w->branch :
					     NULL;

	if (l->resolve.exists) /* may be another one than where we are */
		m->go_tree = l->resolve.worktree;
	const char *merge = keep ? NULL : qualified_goes(q);
	bool gone = at && ((merge && !strcmp(at, merge)) ||
			   (!keep && !l->stays && !strcmp(at, l->branch.ref)));

	if (!gone && l->resolve.exists)
		ref_moves_switch(m, at);
	if (!gone)
		return false;
	const struct branch *to = l->develop.ref ? &l->develop : &l->main;
	ref_moves_switch(m, to->ref);
	/* a stable branch is often only on the remote: git switch makes it */
	if (!l->rel.on_stable || !git_oid_is_zero(&to->local))
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, to->ref))
			m->item[i].here = true;
	return true;
}

static int write_moves(struct ctx *c, struct plan *p, struct land *l,
		       struct qualified *q)
{
	struct remote none = { 0 };
	struct ref_moves m;
	int rc = required_evidence(c, p, l, q);

	if (!rc)
		rc = ref_moves_init(&m, c, p,
				    l->pushes ? &l->rel.remote : &none);
	if (rc < 0)
		return rc;
	m.no_verify = no_verify;
	land_moves(l, &m);
	qualified_moves(q, &m);
	if (!keep)
		qualified_delete(q, &m);
	bool made = to_switch && go_on(l, q, &m);
	rc = ref_moves_write(&m);
	if (!rc && made)
		track_step(c, p, l->rel.remote.name, l->main.name);
	return rc;
}

static const char *work_branch(struct ctx *c)
{
	const char *develop = setting(&c->repo.config, K_DEVELOP);

	return *develop ? develop : setting(&c->repo.config, K_MAIN);
}

/* A line's changelog is its own, until somebody brings the section over. */
static bool wants_sync(struct ctx *c, const struct land *l)
{
	const char *to = work_branch(c);

	if (!l->rel.on_stable || version_is_pre(&l->rel.version) ||
	    (setting_is(&c->repo.config, K_NOTES_STYLE, "none") &&
	     !*setting(&c->repo.config, K_NOTES_FILE)))
		return false;
	/* what main has got comes to develop with it */
	for (size_t i = 0; i < l->n_onward; i++) {
		const char *name = onward_name(&l->onward[i]);
		if (!strcmp(name, to) ||
		    setting_is(&c->repo.config, K_MAIN, name))
			return false;
	}
	return true;
}

/* Those that have it, and those that are to get it by a pull request. */
static void add_branches(struct strbuf *text, const struct land *l, bool asked)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_onward; i++) {
		const struct onward *o = &l->onward[i];
		if ((o->into != NULL) != asked)
			continue;
		strbuf_addf(text, "%s '%s'",
			    n++              ? " and" :
			    asked            ? ", to be merged into" :
			    l->rel.on_stable ? ", merged into" :
					       ", merged back into",
			    onward_name(o));
	}
	if (asked && n)
		strbuf_adds(text, " by the forge");
}

/* Did somebody else release it, so that nothing is made, and nothing goes there? */
static bool only_cleans_up(const struct plan *p, const struct land *l)
{
	if (l->tags || git_oid_is_zero(&l->tagged))
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_PUSH ||
		    p->step[i].kind == STEP_OBJECT ||
		    p->step[i].kind == STEP_FORGE)
			return false;
	return l->rel.remote.name && l->pushes;
}

static void say_outcome(struct ctx *c, struct plan *p, const struct land *l,
			const char *asked)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "%s is released: %s on '%s' (%s)",
		    l->rel.version.text, l->rel.tag, l->main.name,
		    oid_short(&l->tag_target));
	add_branches(&text, l, false);
	add_branches(&text, l, true);
	for (size_t i = 0; i < l->left.n; i++)
		strbuf_addf(&text, "%s '%s'", i ? " and" : ", but not into",
			    l->left.v[i]);
	if (l->next)
		strbuf_addf(&text, "; '%s' goes on as %s", l->goes_on, l->next);
	if (l->pushes)
		strbuf_addf(&text, ", pushed to '%s'", l->rel.remote.name);
	else if (config_has_remote(&c->repo.config,
				   setting(&c->repo.config, K_REMOTE)))
		strbuf_addf(&text,
			    "; not pushed: git rel finish%s %s does that",
			    land_options(l, c, false), l->rel.version.text);
	const char *there = branch_elsewhere(c, work_branch(c));
	if (wants_sync(c, l))
		strbuf_addf(
			&text,
			"\nits notes are on '%s' alone: %s%sgit%s rel notes sync %s",
			l->main.name,
			*there ? "" : branch_switch(c, work_branch(c)),
			*there ? "" : " && ", there,
			ctx_shell(c, l->main.name));
	if (plan_is_empty(p))
		p->outcome = plan_text(p, "%s is released already%s%s",
				       l->rel.version.text,
				       *asked ? "" : ": nothing to do", asked);
	else if (only_cleans_up(p, l))
		p->outcome = plan_text(
			p,
			"%s is released already, %s on '%s' (%s): only what was left of it here is gone%s",
			l->rel.version.text, l->rel.tag, l->main.name,
			oid_short(&l->tag_target), asked);
	else
		p->outcome = plan_text(p, "%s%s", text.buf, asked);
}

/* Sets up the one merge that does not go by itself. */
static int plan_resolve(struct ctx *c, struct plan *p, struct land *l)
{
	struct worktrees trees;
	int rc = worktrees_list(&c->repo, &trees);

	if (rc < 0)
		return rc;
	/* what would have come is planned anew then, but for the merges that
	 * went well */
	size_t n = p->n;
	p->n = p->n_notes = 0;
	for (size_t i = 0; i < n; i++)
		if (starts_with(p->step[i].ref, "refs/heads/"))
			p->step[p->n++] = p->step[i];
	const struct worktree *w = worktrees_current(&trees);
	if (!w)
		return error(E_POLICY, "--resolve needs a work tree");
	return land_resolve(l, c, p, w);
}

/* What moves, what the forge is asked for, and what is said in the end. */
static int write_steps(struct ctx *c, struct plan *p, struct land *l,
		       struct qualified *q)
{
	CLEANUP(strbuf) struct strbuf asked = STRBUF_INIT;
	int rc;

	note_unpushed(c, p, l);
	if ((rc = write_moves(c, p, l, q)) < 0)
		return rc;
	if (l->resolve.exists) {
		struct step *s = plan_add(p, STEP_RESOLVED);
		s->what = "forget the merge that was resolved";
		s->head_from = plan_text(p, "%s", l->resolve.head);
	}
	if ((rc = land_ask(l, c, p, &asked)) < 0)
		return rc;
	say_outcome(c, p, l, asked.buf);
	return 0;
}

/* Somebody else than we merges, or the push was asked for. */
static bool wants_remote(const struct ctx *c)
{
	return push == 1 || setting_is(&c->repo.config, K_FINISH, "pr") ||
	       (push != 0 && back_merge_asks(&c->repo.config));
}

static int plan_finish(struct ctx *c, struct plan *p)
{
	CLEANUP(land) struct land l = { 0 };
	struct qualified q = { 0 };
	bool pr = setting_is(&c->repo.config, K_FINISH, "pr");
	int rc;

	if ((rc = history_need_whole(&c->repo)) < 0)
		return rc;
	if ((rc = which(c, &l)) < 0 ||
	    (rc = resolve_read(&l.resolve, &c->repo)) < 0 ||
	    (rc = release_remote(c, &l.rel, push == 0 && !pr)) < 0 ||
	    (rc = release_where(c, &l.rel)) < 0)
		return rc;
	p->title = plan_text(p, "%s finish %s", c->program->call,
			     l.rel.version.text);
	p->release = plan_text(p, "%s", l.rel.version.text);
	if (wants_remote(c) && (rc = need_remote(c, &l.rel)) < 0)
		return rc;
	l.pushes = l.rel.remote.name && push != 0;
	if ((rc = look_at_branches(c, &l)) < 0 ||
	    (rc = check_namesakes(c, &l.rel)) < 0)
		return rc;
	l.rel.at = l.branch.tip;
	if ((rc = required_checks(c, p, &l, &q)) < 0)
		return rc;
	rc = land_build(&l, c, p);
	if (rc == E_CONFLICT && l.conflict.branch && resolve &&
	    !land_is_qualified(&l, c))
		return plan_resolve(c, p, &l);
	if (rc < 0)
		return rc == E_CONFLICT ? land_explain(&l, c) : rc;
	return write_steps(c, p, &l, &q);
}

const struct cmd cmd_finish = {
	.name = "finish",
	.args = "[<options>] [<version>]",
	.brief = "merge, tag, merge back, delete and push, all or nothing",
	.opts = opts,
	.min_args = 0,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_finish,
	.list = release_list,
};
