/*
 * git staging start: a release branch off any commit, and the evidence of it
 * opened.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "forge/find.h"
#include "release/branch.h"
#include "release/counted.h"
#include "release/ref_moves.h"
#include "release/start_point.h"
#include "staging/other_spelling.h"
#include "release/under_way.h"
#include "qualify/candidate.h"
#include "standing/dead_end.h"
#include "staging/observe.h"
#include "staging/policy.h"
#include "standing/standing.h"
#include "qualify/previous_bring.h"
#include "qualify/share.h"
#include "version/part_near.h"

#include <string.h>

static int to_switch = 1;

static const struct opt opts[] = {
	OPT_BOOL(0, "switch", &to_switch, "go to the branch (default)"),
	OPT_END,
};

static bool was_given_up(const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);

	return end && end->text[TEXT_REASON];
}

/* Of two who begin the same release the second is told who was first.  One that was
 * given up can be begun again. */
static int check_opened(struct ctx *c, const struct staging *s)
{
	const struct record *open = s->evidence.record;
	int rc;

	if (!s->evidence.n || was_given_up(s))
		return 0;
	rc = error(E_EXISTS, "%s is being qualified already: %s began it, %s",
		   s->rel.version.text, open->text[TEXT_BY],
		   open->text[TEXT_TIME]);
	if (git_oid_is_zero(&s->here))
		error_hint("%s fetch %s", c->program->call,
			   ctx_shell(c, s->rel.version.text));
	else
		error_hint("%s status %s", c->program->call,
			   ctx_shell(c, s->rel.version.text));
	if (!git_oid_is_zero(&s->here) && git_oid_is_zero(&s->branch))
		error_hint("git branch %s %s brings its branch back",
			   ctx_shell(c, s->rel.branch),
			   oid_short(git_oid_is_zero(&s->merge_of) ?
					     &s->candidate :
					     &s->merge_of));
	return rc;
}

static int check_tagged(struct ctx *c, struct staging *s)
{
	struct release other = s->rel; /* it is named anew, as no hotfix */
	int rc = release_is_tagged(c, &other, &s->rel.version);

	if (rc <= 0)
		return rc;
	rc = error(E_EXISTS, "tag '%s' exists already", s->rel.tag);
	error_hint("a version is never used twice: choose another one");
	return rc;
}

/* What only a forge knows, or runs, nobody can look at without one. */
static bool needs_forge(const struct task *task)
{
	return (task->fact && observe_is_of_forge(task->fact)) ||
	       (task->gate && task->gate->workflow);
}

/* Has it to be met, for itself or for `by`, which needs it? */
static bool is_asked(const struct release_list *list, size_t i,
		     const struct task **by)
{
	*by = NULL;
	for (size_t k = 0; list->v[i].optional && k < list->n && !*by; k++)
		if (!list->v[k].optional &&
		    standing_is_before(list, i, &list->v[k]))
			*by = &list->v[k];
	return !list->v[i].optional || *by;
}

static int check_forge(struct ctx *c, const struct staging *s,
		       const struct policy *p)
{
	const struct task *by = NULL;
	struct forge_place place;
	size_t i = 0;
	int rc;

	while (i < p->list.n &&
	       !(needs_forge(&p->list.v[i]) && is_asked(&p->list, i, &by)))
		i++;
	if (i == p->list.n || !s->remote)
		return 0;
	rc = forge_find(&place, &c->repo, s->remote);
	if (rc != E_NOTFOUND) /* whether it answers is another question */
		return 0;
	rc = error_in(E_POLICY, "'%s' can never be met", p->list.v[i].name);
	if (by)
		error_hint("'%s' needs it: take it out there, in %s", by->name,
			   p->name);
	else
		error_hint(
			"take it out of the checklist, or put '?' behind it, in %s",
			p->name);
	return rc;
}

/* A checklist that nobody can work through is no beginning. */
static int check_policy(struct ctx *c, struct plan *p, const struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	int rc = policy_look(c, s, &policy);

	if (!rc && !policy.list.of)
		plan_note(
			p,
			"%s has no checklist for such a release: nothing is asked of it",
			policy.name);
	return rc < 0 ? rc : check_forge(c, s, &policy);
}

/* It keeps what is on it, under another name. */
static void hint_aside(struct ctx *c, const struct staging *s)
{
	const char *name = ctx_shell(c, s->rel.branch);
	const char *aside = ctx_shell(
		c, arena_printf(&c->repo.arena, "given-up/%s", s->rel.branch));

	if (git_oid_is_zero(&s->branch_there))
		error_hint("git branch -m %s %s, then start it again", name,
			   aside);
	else
		error_hint(
			"git branch -m %s %s && git push %s --delete %s, then start it again",
			name, aside, ctx_shell(c, s->remote), name);
}

/* A branch that is there is taken as it is; one that was given up goes on to a
 * commit that has all of it. */
static int check_commit(struct ctx *c, struct staging *s, git_oid *moved_from,
			const char *typed)
{
	git_oid id, at = s->branch;
	int rc;

	if (!typed)
		return 0;
	rc = repo_commit(&c->repo, typed, &id);
	if (rc < 0 || oid_eq(&id, &at))
		return rc;
	if (was_given_up(s)) {
		rc = history_contains(&c->repo, &at, &id);
		if (rc > 0) {
			*moved_from = at;
			s->branch = id;
		}
		if (rc)
			return rc < 0 ? rc : 0;
	}
	rc = error(E_EXISTS, "branch '%s' exists already, at %s%s",
		   s->rel.branch, oid_short(&at),
		   was_given_up(s) ? ", which that commit does not have" : "");
	error_hint("%s start %s qualifies that", c->program->call,
		   ctx_shell(c, s->rel.version.text));
	if (was_given_up(s))
		hint_aside(c, s);
	return rc;
}

static int only_there(struct ctx *c, const struct staging *s)
{
	int rc = error(E_EXISTS, "branch '%s' exists already on '%s'",
		       s->rel.branch, s->remote);

	error_hint("git fetch %s && %s", ctx_shell(c, s->remote),
		   branch_switch(c, s->rel.branch));
	return rc;
}

/* The branch, off the commit that was named or where releases begin. */
static int choose_commit(struct ctx *c, struct staging *s, const char *typed)
{
	bool newest = !typed && s->asked;
	struct start_point from;
	struct branch base;
	int rc;

	if (!git_oid_is_zero(&s->branch_there))
		return only_there(c, s);
	if (!typed)
		typed = setting(&c->repo.config, K_BASE);
	if ((rc = check_namesakes(c, &s->rel)) < 0 ||
	    (rc = start_point_find(c, &s->rel, typed, &from)) < 0)
		return rc;
	s->branch = from.id;
	if (!newest || !from.branch)
		return 0;
	/* as `git rel start`: not what was there at the last fetch */
	if ((rc = branch_look(c, &s->refs, from.branch, &base)) < 0)
		return rc;
	if (!git_oid_is_zero(&base.tip))
		s->branch = base.tip;
	return 0;
}

/* The branch, where it is new, and that of a merge that is to be tested. */
static int make_branches(struct ctx *c, struct plan *p, struct staging *s,
			 bool is_new, const git_oid *moved_from)
{
	struct branch b = { .name = s->rel.branch, .local = *moved_from };
	bool moves = is_new || !git_oid_is_zero(moved_from);
	struct remote none = { 0 };
	struct ref_moves m;
	int rc = ref_moves_init(&m, c, p, &none);

	if (rc < 0)
		return rc;
	b.ref = plan_text(p, "refs/heads/%s", b.name);
	if (moves) {
		ref_moves_branch(&m, &b, &s->branch);
		m.item[0].here = true;
		m.item[0].there = false;
	}
	if (!git_oid_is_zero(&s->merge_of))
		candidate_moves(s, &m);
	if (is_new && to_switch && worktrees_current(&m.trees))
		ref_moves_switch(&m, b.ref);
	return m.n ? ref_moves_write(&m) : 0;
}

static bool is_free(const struct staging *s, const git_oid *at)
{
	return git_oid_is_zero(at) || staging_made(s, at);
}

/* Somebody has another use for that name; one that was given up has left ours. */
static int check_free(struct ctx *c, const struct staging *s)
{
	const char *name = ctx_shell(c, s->qual);
	bool here = !is_free(s, &s->qual_here);
	int rc;

	if (!here && is_free(s, &s->qual_there))
		return 0;
	rc = error(E_EXISTS, "branch '%s' exists already%s%s", s->qual,
		   here ? "" : " on ", here ? "" : s->remote);
	if (here)
		error_hint("git branch -m %s <another name>", name);
	return rc;
}

/* What main has of its own is tested, too, for it lands with the rest. */
static int tell_others(struct ctx *c, struct plan *p, const struct staging *s,
		       const struct landing *l)
{
	size_t n;
	int rc = history_count(&c->repo, &l->branch, &l->main, &n);

	if (!rc && n)
		plan_note(
			p,
			"'%s' has %zu commit%s that '%s' has not: what is tested is the merge of both",
			s->rel.main, n, n == 1 ? "" : "s", s->rel.branch);
	return rc;
}

/* What would be on main is what is tested. */
static int open_evidence(struct ctx *c, struct plan *p, struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct landing l = { 0 };
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = landing_look(&l, c, s, &policy);
	if (!rc && l.is_merge)
		rc = check_free(c, s);
	if (!rc && l.is_merge)
		rc = tell_others(c, p, s, &l);
	if (!rc)
		rc = dead_end_tell(c, p, s, &policy);
	if (!rc)
		rc = landing_make(&l, c, s, p);
	return rc < 0 ? rc : candidate_open(c, p, s, &l);
}

static void tell_outcome(struct plan *p, const struct staging *s)
{
	const char *v = s->rel.version.text;

	if (git_oid_is_zero(&s->merge_of))
		p->outcome = plan_text(p, "'%s' at %s is to be qualified as %s",
				       s->rel.branch, oid_short(&s->branch), v);
	else
		p->outcome = plan_text(
			p,
			"%s is to be qualified as %s: '%s' merged into '%s', on '%s'",
			oid_short(&s->candidate), v, s->rel.branch, s->rel.main,
			s->qual);
}

/* "major", "minor", "patch": by what the remote has released by now, from where the
 * branch is to grow.  Anything else stays as it was typed. */
static int count_on(struct ctx *c, const char *base, const char **typed)
{
	struct release rel = { 0 };
	struct start_point from;
	struct version v;
	enum part part;
	int rc;

	if (!*typed || !part_from_name(&part, *typed))
		return 0;
	if (!base)
		base = setting(&c->repo.config, K_BASE);
	if ((rc = release_remote(c, &rel, false)) < 0 ||
	    (rc = start_point_find(c, &rel, base, &from)) < 0)
		return rc;
	rc = release_counted(c, &rel, part, &from.id, &v);
	if (!rc)
		*typed = arena_strdup(&c->repo.arena, v.text);
	return rc;
}

static int plan_start(struct ctx *c, struct plan *p)
{
	const char *version = ctx_arg(c, 0), *typed = ctx_arg(c, 1);
	git_oid moved_from = { { 0 } };
	struct staging s;
	bool is_new;
	int rc = count_on(c, typed, &version);

	if (!rc) {
		rc = staging_find(c, version, &s);
		const char *near =
			rc == E_USAGE && version ? part_near(version) : NULL;
		if (near)
			error_hint("did you mean '%s'?", near);
	}
	if (!rc)
		rc = check_tagged(c, &s);
	if (!rc)
		rc = share_look(c, p, &s);
	if (!rc)
		rc = check_opened(c, &s);
	if (!rc)
		rc = other_spelling_check(c, &s);
	if (!rc)
		rc = check_policy(c, p, &s);
	if (!rc)
		rc = branch_check_develop(c, &s.refs, s.rel.develop);
	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	p->title = plan_text(p, "%s start %s", c->program->call,
			     s.rel.version.text);
	is_new = git_oid_is_zero(&s.branch);
	rc = is_new ? choose_commit(c, &s, typed) :
		      check_commit(c, &s, &moved_from, typed);
	if (!rc)
		rc = open_evidence(c, p, &s);
	if (!rc)
		rc = make_branches(c, p, &s, is_new, &moved_from);
	if (!rc)
		rc = share_steps(c, p, &s, SHARE_HERE);
	if (rc < 0)
		return rc;
	previous_steps(c, p, &s);
	tell_outcome(p, &s);
	return 0;
}

/* A branch that `git rel start` has made is taken, too. */
static void list_start(struct ctx *c, FILE *out)
{
	if (c->args.n) /* then comes a commit */
		return;
	fputs("major\nminor\npatch\n", out);
	release_list(c, out);
}

const struct cmd cmd_start = {
	.name = "start",
	.args = "[<options>] [(<version> | major | minor | patch) [<commit>]]",
	.brief = "begin to qualify a commit for a release",
	.opts = opts,
	.max_args = 2,
	.flags = CMD_CONFIRM,
	.plan = plan_start,
	.list = list_start,
};
