/*
 * git staging push: the branch of the release and its evidence, to the remote.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "evidence/names.h"
#include "release/branch.h"
#include "qualify/candidate.h"
#include "standing/checked.h"
#include "standing/dead_end.h"
#include "standing/listed.h"
#include "staging/observe.h"
#include "qualify/previous_bring.h"
#include "qualify/share.h"

#include <string.h>

static int with_forge = 1, to_push = 1;

static const struct opt opts[] = { OPT_END };
static const struct opt fetch_opts[] = {
	OPT_BOOL(0, "forge", &with_forge,
		 "look at what only the forge knows, and note it (default)"),
	OPT_BOOL(0, "push", &to_push, "share that at once (default)"),
	OPT_END,
};

static int need_remote_of(struct ctx *c, const struct staging *s)
{
	if (s->remote)
		return 0;
	int rc = error(E_CONFIG, "there is no remote '%s'",
		       setting(&c->repo.config, K_REMOTE));
	error_hint("git remote add %s <url>",
		   setting(&c->repo.config, K_REMOTE));
	return rc;
}

/* The branch may have gone by then, and one that is behind was not pushed. */
static void tell_outcome(struct ctx *c, struct plan *p, const struct staging *s)
{
	const char *v = s->rel.version.text;

	p->stops = s->remote && !git_oid_is_zero(&s->branch_there) &&
		   !oid_eq(&s->branch, &s->branch_there) &&
		   staging_is_behind(c, s);
	if (p->stops)
		p->outcome = plan_text(
			p, "'%s' has '%s' at %s, which is more than here: %s",
			s->remote, s->rel.branch, oid_short(&s->branch_there),
			staging_catch_up(c, s));
	else if (!s->remote)
		p->outcome = plan_text(p, "%s is the candidate of %s",
				       oid_short(&s->candidate), v);
	else if (git_oid_is_zero(&s->branch))
		p->outcome = plan_text(p, "'%s' has the evidence of %s",
				       s->remote, v);
	else
		p->outcome = plan_text(p,
				       "'%s' has '%s' at %s, and its evidence",
				       s->remote, s->rel.branch,
				       oid_short(&s->branch));
}

/* What was checked here is for all; nobody else is asked about what can only be
 * refused. */
static int look_at_policy(struct ctx *c, struct plan *p, struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = dead_end_tell(c, p, s, &policy);
	return rc < 0 ? rc : checked_step(c, p, s, &policy);
}

static int plan_push(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	/* without one the branch may still be the candidate anew */
	if (!rc && staging_has_tip(&s))
		rc = need_remote_of(c, &s);
	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	p->again = true;
	rc = share_look(c, p, &s);
	if (!rc)
		rc = staging_need(c, &s);
	if (!rc && !staging_is_behind(c, &s))
		rc = candidate_follow(c, p, &s);
	if (!rc)
		rc = look_at_policy(c, p, &s);
	if (!rc)
		rc = share_steps(c, p, &s, SHARE_BRANCH);
	if (rc < 0)
		return rc;
	tell_outcome(c, p, &s);
	return 0;
}

const struct cmd cmd_push = {
	.name = "push",
	.args = "[<options>] [<version>]",
	.brief = "push the branch of a release together with its evidence",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_push,
	.list = listed_releases,
};

/* What the forge says by now is a record, and shared at once. */
static int ask_forge(struct ctx *c, struct plan *p, struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	size_t had = s->evidence.n_records;
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = observe_step(c, p, s, &policy, LIST_CLOSE);
	p->goes_on = to_push && s->evidence.n_records != had;
	return rc;
}

/* None is known here: which there are is asked there. */
static int tell_there(struct ctx *c, int rc)
{
	const char *patterns[] = { EVIDENCE_REFS "*", NULL };
	const char *remote = branch_remote(c);
	struct saved_error before;
	struct remote there = { 0 };

	error_save(&before);
	int asked =
		remote ? remote_look_refs(&c->repo, &there, remote, patterns) :
			 E_NOTFOUND;
	rc = error_restore(rc, &before);
	for (size_t i = 0; !asked && i < there.n; i++)
		error_hint("%s fetch %s", c->program->call,
			   ctx_shell(c, there.ref[i].name +
						strlen(EVIDENCE_REFS)));
	return rc;
}

static int plan_fetch(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (rc == E_NOTFOUND && !ctx_arg(c, 0))
		return tell_there(c, rc);
	if (rc < 0 || (rc = need_remote_of(c, &s)) < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	rc = share_look(c, p, &s);
	if (!rc && with_forge && s.evidence.n && !evidence_closed(&s.evidence))
		rc = ask_forge(c, p, &s);
	if (!rc && s.evidence.n)
		rc = previous_find(c, &s);
	if (!rc)
		rc = share_steps(c, p, &s, SHARE_HERE);
	if (rc < 0)
		return rc;
	previous_steps(c, p, &s);
	if (!s.evidence.n) {
		rc = error(E_NOTFOUND, "'%s' has no evidence of %s", s.remote,
			   s.rel.version.text);
		if (git_oid_is_zero(&s.tag_there) && !staging_is_tagged(c, &s))
			error_hint("%s start %s begins it", c->program->call,
				   ctx_shell(c, s.rel.version.text));
		return rc;
	}
	const char *more =
		oid_eq(&s.tip, &s.there) ?
			plan_text(p, ", as '%s'", s.remote) :
		p->goes_on ?
			"" :
			plan_text(
				p,
				" here, more than '%s': git staging push %s brings them there",
				s.remote, s.rel.version.text);
	p->outcome = plan_text(p, "%s has %zu record%s%s", s.rel.version.text,
			       s.evidence.n_records,
			       s.evidence.n_records == 1 ? "" : "s", more);
	return 0;
}

const struct cmd cmd_fetch = {
	.name = "fetch",
	.args = "[<options>] [<version>]",
	.brief =
		"bring the evidence that the remote has, and what the forge says",
	.opts = fetch_opts,
	.max_args = 1,
	.plan = plan_fetch,
	.list = listed_releases,
};
