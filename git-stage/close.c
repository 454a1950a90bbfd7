/*
 * git staging close: nothing is left to do for a release.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "standing/listed.h"
#include "staging/observe.h"
#include "qualify/qualified.h"
#include "staging/record_step.h"
#include "staging/released.h"
#include "qualify/share.h"

static int to_push = 1, give_up;
static const char *message;

static const struct opt opts[] = {
	OPT_FLAG(0, "give-up", &give_up,
		 "it will not be released; -m says why"),
	OPT_STRING('m', "message", &message, "text", "in your own words"),
	OPT_BOOL(0, "push", &to_push, "share it at once (default)"),
	OPT_END,
};

/* Without a release, or a list of what comes after it, nothing is through. */
static int check_released(struct ctx *c, const struct staging *s,
			  const struct policy *policy)
{
	const char *version = s->rel.version.text;
	git_oid tag;
	int rc = repo_ref(&c->repo, s->rel.tag_ref, &tag);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&tag)) {
		rc = error(E_POLICY, "%s is not released: there is no tag '%s'",
			   version, s->rel.tag);
		error_hint("git rel finish %s", ctx_shell(c, version));
		return rc;
	}
	if (policy->list.of)
		return 0;
	return error(E_POLICY, "%s has no checklist for such a release",
		     policy->name);
}

static int check_done(const struct staging *s, const struct standings *all)
{
	int rc = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct standing *one = &all->v[i];
		if (!standing_blocks(one, LIST_CLOSE))
			continue;
		if (!rc)
			rc = error(E_POLICY, "%s is not through",
				   s->rel.version.text);
		error_detail("%s: %s", one->task->name,
			     standing_words[one->state]);
	}
	if (rc)
		error_hint("git staging status %s", s->rel.version.text);
	return rc;
}

static int check_through(struct ctx *c, const struct staging *s,
			 const struct standings *all)
{
	int rc = released_check(c, s);

	return rc < 0 ? rc : check_done(s, all);
}

/* Nobody says so by what a clone has not fetched yet. */
static int look_at_all(struct ctx *c, struct plan *p, struct staging *s)
{
	bool ask = s->remote && to_push && staging_is_tagged(c, s);

	return ask ? share_look(c, p, s) : 0;
}

/* It is no release, so nothing has to be through; one that was pushed by hand is
 * none that was qualified. */
static int check_given_up(struct ctx *c, const struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct released is;
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = released_look(&is, c, s, &policy);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&is.at) && !is.otherwise)
		return error(E_EXISTS, "%s is released: tag '%s' is there",
			     s->rel.version.text, s->rel.tag);
	return message && *message ? 0 :
				     error(E_USAGE, "say why, with -m <text>");
}

static int need_going_on(struct ctx *c, const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);
	int rc;

	if (!end)
		return 0;
	rc = error(E_EXISTS, "%s %s already", s->rel.version.text,
		   end->text[TEXT_REASON] ? "was given up" : "is closed");
	if (end->text[TEXT_REASON])
		error_hint("%s start %s begins it again", c->program->call,
			   ctx_shell(c, s->rel.version.text));
	return rc;
}

/* What gates said is looked into as long as something is to be done; its digest
 * stays. */
static void drop_logs(struct ctx *c, struct plan *p, const struct staging *s)
{
	const char *name = plan_text(p, "logs/%s", s->rel.version.text);
	struct step *step;

	if (!file_exists(plan_text(p, "%s/%s", c->repo.state_dir, name)))
		return;
	step = plan_add(p, STEP_NOTE);
	step->ref = name;
	step->what = "what was said about it need not be kept any more";
}

/* Its branch is the business of whoever has work on it. */
static int give_it_up(struct ctx *c, struct plan *p, struct staging *s)
{
	struct record rec = { .kind = RECORD_CLOSE };
	int rc = look_at_all(c, p, s);

	if (!rc)
		rc = need_going_on(c, s);
	if (!rc)
		rc = check_given_up(c, s);
	if (rc < 0)
		return rc;
	rec.text[TEXT_REASON] = message;
	if ((rc = record_step(c, p, s, &rec, 1, NULL, 0)) < 0)
		return rc;
	drop_logs(c, p, s);
	p->outcome = plan_text(
		p,
		"%s is given up; its evidence stays, and %s start %s begins it again",
		s->rel.version.text, c->program->call, s->rel.version.text);
	return share_keep(c, p, s, to_push);
}

static int close_it(struct ctx *c, struct plan *p, struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct record rec = { .kind = RECORD_CLOSE };
	struct standings all;
	int rc = look_at_all(c, p, s);

	if (!rc)
		rc = need_going_on(c, s);
	if (!rc)
		rc = policy_look(c, s, &policy);
	if (rc < 0 || (rc = observe_step(c, p, s, &policy, LIST_CLOSE)) < 0 ||
	    (rc = standings_look(c, s, &policy, &all)) < 0 ||
	    (rc = check_through(c, s, &all)) < 0 ||
	    (rc = check_released(c, s, &policy)) < 0 ||
	    (rc = record_step(c, p, s, &rec, 1, NULL, 0)) < 0)
		return rc;
	drop_logs(c, p, s);
	p->outcome = plan_text(p, "%s is closed: nothing is left to do",
			       s->rel.version.text);
	return share_keep(c, p, s, to_push);
}

static int plan_close(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	if (!give_up && message)
		return error(E_USAGE, "-m says why with --give-up");
	if ((rc = staging_need(c, &s)) < 0)
		return rc;
	return give_up ? give_it_up(c, p, &s) : close_it(c, p, &s);
}

const struct cmd cmd_close = {
	.name = "close",
	.args = "[<options>] [<version>]",
	.brief = "say that nothing is left to do for a release",
	.opts = opts,
	.max_args = 1,
	.plan = plan_close,
	.list = listed_releases,
};
