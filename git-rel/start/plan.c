#include "git-rel/start/plan.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/start/first_stage.h"
#include "git-rel/start/open_stable.h"
#include "git-rel/start/push.h"
#include "git-rel/start/release_commit.h"
#include "git-rel/start/summary.h"
#include "git-rel/start/tell.h"
#include "git/history.h"
#include "release/back_merge_way.h"
#include "release/branch.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/ref_moves.h"
#include "release/under_way.h"
#include "release/track_step.h"

#include <string.h>

static int exists(const char *what, const char *name, const char *where)
{
	int rc = error(E_EXISTS, "%s '%s' exists already%s%s", what, name,
		       where ? " on " : "", where ? where : "");
	error_hint("a version is never used twice: choose another one");
	return rc;
}

static int under_way(struct ctx *c, const struct release *rel, bool here)
{
	int rc = error(E_EXISTS, "branch '%s' exists already%s%s", rel->branch,
		       here ? "" : " on ", here ? "" : rel->remote.name);

	const char *head;
	git_oid id;
	bool on = repo_head(&c->repo, &head, &id) == 0 && head &&
		  !strcmp(ref_short(head), rel->branch);
	error_hint("to go on with that release%s: %s",
		   on ? ", whose branch this is" : "",
		   on ? c->program->call : branch_switch(c, rel->branch));
	return rc;
}

static int check_free(struct ctx *c, const struct release *rel)
{
	const char *ref =
		arena_printf(&c->repo.arena, "refs/heads/%s", rel->branch);
	git_oid id;
	int rc;

	if ((rc = repo_ref(&c->repo, rel->tag_ref, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		return exists("tag", rel->tag, NULL);
	if (!git_oid_is_zero(remote_ref(&rel->remote, rel->tag_ref)))
		return exists("tag", rel->tag, rel->remote.name);
	if ((rc = repo_ref(&c->repo, ref, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		return under_way(c, rel, true);
	if (!git_oid_is_zero(remote_ref(&rel->remote, ref)))
		return under_way(c, rel, false);
	return check_namesakes(c, rel);
}

/* As a release and as a hotfix, it is one version. */
static int check_other(struct ctx *c, const struct release *rel)
{
	struct release other = { .remote = rel->remote,
				 .vars.set = rel->vars.set };
	git_oid id;
	int rc = release_name(c, &other, &rel->version, !rel->hotfix);

	if (!rc)
		rc = branch_ref(c, "heads", other.branch, &id);
	if (rc < 0 || !strcmp(other.branch, rel->branch))
		return rc;
	if (!git_oid_is_zero(&id))
		return under_way(c, &other, true);
	const char *ref =
		arena_printf(&c->repo.arena, "refs/heads/%s", other.branch);
	return git_oid_is_zero(remote_ref(&rel->remote, ref)) ?
		       0 :
		       under_way(c, &other, false);
}

/* A hotfix grows from a final release, also when candidates of the next one are
 * on main. */
static int last_before(struct ctx *c, const struct release *rel,
		       const git_oid *within, struct version *out, bool *found)
{
	if (rel->hotfix)
		return release_last_final(c, &rel->remote, within, out, NULL,
					  found);
	return release_last(c, &rel->remote, within, out, NULL, found);
}

/* Above the last of its own line: 1.2.5 may come after 2.0.0, but not from a
 * base that has 2.0.0 behind it. */
static int check_above(struct ctx *c, const struct release *rel,
		       const struct start_point *base)
{
	struct version last;
	bool found;
	int rc = last_before(c, rel, NULL, &last, &found);

	if (rc < 0 || !found || version_cmp(&rel->version, &last) > 0)
		return rc;
	rc = last_before(c, rel, &base->id, &last, &found);
	if (rc < 0 || !found || version_cmp(&rel->version, &last) > 0)
		return rc;
	rc = error(E_POLICY,
		   "%s is not above %s, the last release that '%s' has",
		   rel->version.text, last.text,
		   rel->hotfix ? rel->main : base->name);
	if (!line_advise(c, rel))
		error_hint("%s %s%s counts on from it", c->program->call,
			   c->cmd->name, rel->hotfix ? "" : " patch");
	return rc;
}

/* A back-merge that somebody forgot comes first. */
static int check_merged_back(struct ctx *c, const struct release *rel,
			     const struct start_point *base)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	struct branch b;
	int rc;

	if (!*develop || !base->branch || strcmp(base->branch, develop))
		return 0;
	if ((rc = branch_look(c, &rel->remote, main, &b)) < 0 ||
	    (rc = branch_is_there(c, &rel->remote, &b, "rel.main")) < 0 ||
	    git_oid_is_zero(&b.tip))
		return rc;
	rc = history_contains(&c->repo, &b.tip, &base->id);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = error(E_POLICY, "'%s' is not merged back into '%s'", main,
		   develop);
	error_hint("%s", back_merge_way(c, &b, NULL, NULL));
	return rc;
}

/* The commit that makes the release: on the base, for its branch. */
static int release_commit(struct start *s, struct ctx *c, struct plan *p,
			  const struct branch *b, git_oid *tip)
{
	struct release_commits how = { .rel = &s->rel,
				       .branch = b,
				       .base = s->base.id,
				       .no_verify = s->no_verify,
				       .lower = s->lower };
	int rc = release_commits(c, p, &how, tip);

	if (rc < 0)
		return rc;
	s->made = how.made;
	s->report = how.noted.merged ? how.noted.report : NULL;
	s->summary = summary_after(c, p, &how);
	p->about = summary_before(p, &how);
	return 0;
}

static int move_refs(struct start *s, struct ctx *c, struct plan *p,
		     bool pushes)
{
	struct branch b = { .name = s->rel.branch };
	struct remote none = { 0 };
	struct ref_moves m;
	git_oid tip;
	int rc;

	b.ref = plan_text(p, "refs/heads/%s", s->rel.branch);
	rc = release_commit(s, c, p, &b, &tip);
	if (!rc)
		rc = ref_moves_init(&m, c, p, pushes ? &s->rel.remote : &none);
	if (rc < 0)
		return rc;
	m.no_verify = s->no_verify;
	ref_moves_branch(&m, &b, &tip);
	m.item[0].here = true;
	if (!s->staged)
		open_stable_move(s, &m);
	if (s->to_switch && worktrees_current(&m.trees))
		ref_moves_switch(&m, b.ref);
	return ref_moves_write(&m);
}

static int write_plan(struct start *s, struct ctx *c, struct plan *p)
{
	const struct release *rel = &s->rel;
	bool pushes = start_pushes(s, c);
	int rc;

	if (pushes && (rc = need_remote(c, rel)) < 0)
		return rc;
	if ((rc = move_refs(s, c, p, pushes && !s->staged)) < 0)
		return rc;
	if (pushes && !s->staged) {
		track_step(c, p, rel->remote.name, rel->branch);
		open_stable_track(s, c, p);
	}
	p->outcome =
		plan_text(p, "%s '%s' begins on '%s', from %s (%s)%s%s%s",
			  rel->hotfix ? "hotfix" : "release", rel->version.text,
			  rel->branch, s->base.name, oid_short(&s->base.id),
			  pushes ? "; pushed to '" : "",
			  pushes ? rel->remote.name : "", pushes ? "'" : "");
	if (rel->on_stable)
		p->outcome = plan_text(p, "%s; it lands on '%s'", p->outcome,
				       rel->main);
	if (s->stable.name)
		p->outcome = plan_text(p, "%s\n'%s' is open at %s", p->outcome,
				       s->stable.name, s->stable_of);
	if (s->report)
		p->outcome = plan_text(p, "%s\n\n%s", p->outcome, s->report);
	if (s->summary)
		p->outcome = plan_text(p, "%s\n\n%s", p->outcome, s->summary);
	return 0;
}

/* The step that one says yes to tells where from and, on a line, where to. */
static void describe_refs(struct plan *p, const struct start *start)
{
	const char *stable = start->staged ? NULL : start->stable.name;
	const char *line = start->rel.on_stable ? start->rel.main : NULL;

	for (size_t i = 0; i < p->n; i++) {
		struct step *s = &p->step[i];
		if (s->kind != STEP_REFS)
			continue;
		s->what = plan_text(p, "make branch '%s' from %s%s%s%s",
				    start->rel.branch, start->base.name,
				    line ? ", to land on '" : "",
				    line ? line : "", line ? "'" : "");
		if (stable)
			s->what = plan_text(p, "%s, and '%s' at %s", s->what,
					    stable, start->stable_of);
	}
}

int start_plan(struct start *s, struct ctx *c, struct plan *p)
{
	const struct release *rel = &s->rel;
	int rc;

	rc = check_free(c, rel);
	if (!rc)
		rc = check_other(c, rel);
	if (rc < 0 ||
	    (rc = branch_check_develop(c, &rel->remote, rel->develop)) < 0 ||
	    (rc = check_above(c, rel, &s->base)) < 0 ||
	    (rc = check_merged_back(c, rel, &s->base)) < 0 ||
	    (rc = open_stable_look(s, c, p, &s->base.id)) < 0 ||
	    (rc = first_stage_look(s, c)) < 0)
		return rc;
	s->staged = rc > 0;
	s->rel.at = s->base.id;
	rc = start_tell(s, c, p);
	if (!rc)
		rc = write_plan(s, c, p);
	if (rc < 0)
		return rc;
	p->title = plan_text(p, "%s %s %s", c->program->call, c->cmd->name,
			     rel->version.text);
	p->release = plan_text(p, "%s", rel->version.text);
	describe_refs(p, s);
	start_tell_others(c, p);
	return s->staged ? first_stage_begin(s, c, p) : 0;
}
