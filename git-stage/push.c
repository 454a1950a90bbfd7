/*
 * git staging push: the branch of the release and its evidence, to the remote.
 */
#include "git-stage/cmds.h"

#include "release/under_way.h"
#include "staging/candidate.h"
#include "staging/share.h"

static const struct opt opts[] = { OPT_END };

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

/* The branch may have gone by then. */
static void tell_outcome(struct plan *p, const struct staging *s)
{
	const char *v = s->rel.version.text;

	if (!s->remote)
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
	if (!rc)
		rc = candidate_follow(c, p, &s);
	if (!rc)
		rc = share_steps(c, p, &s, true);
	if (rc < 0)
		return rc;
	tell_outcome(p, &s);
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
	.list = release_list,
};

static int plan_fetch(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (rc < 0 || (rc = need_remote_of(c, &s)) < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	rc = share_look(c, p, &s);
	if (!rc)
		rc = share_steps(c, p, &s, false);
	if (rc < 0)
		return rc;
	if (!s.evidence.n) {
		rc = error(E_NOTFOUND, "'%s' has no evidence of %s", s.remote,
			   s.rel.version.text);
		error_hint("%s start %s begins it", c->program->call,
			   ctx_shell(c, s.rel.version.text));
		return rc;
	}
	p->outcome = plan_text(p, "%s has %zu records, as '%s'",
			       s.rel.version.text, s.evidence.n_records,
			       s.remote);
	return 0;
}

const struct cmd cmd_fetch = {
	.name = "fetch",
	.args = "[<options>] [<version>]",
	.brief = "bring the evidence that the remote has",
	.opts = opts,
	.max_args = 1,
	.plan = plan_fetch,
	.list = release_list,
};
