/*
 * git staging wait: what CI says of the candidate, waited for and kept.
 */
#include "git-stage/cmds.h"

#include "evidence/message.h"
#include "release/branch.h"
#include "release/ci_result.h"
#include "standing/listed.h"
#include "staging/record_step.h"
#include "staging/seen.h"
#include "qualify/share.h"

static const char *timeout;
static struct strvec jobs;
static int to_push = 1;

static const struct opt opts[] = {
	OPT_LIST(0, "job", &jobs, "name",
		 "only checks of this name, which may be a glob"),
	OPT_STRING(0, "timeout", &timeout, "seconds",
		   "in place of forge.ci-timeout"),
	OPT_BOOL(0, "push", &to_push, "share it at once (default)"),
	OPT_END,
};

/* The candidate or, where nobody has opened evidence, the tip of the branch. */
static int find_commit(struct ctx *c, const struct staging *s, git_oid *out)
{
	int rc;

	if (s->evidence.n) {
		*out = s->candidate;
		return staging_need_current(c, s);
	}
	rc = branch_newest(c, s->rel.branch, out);
	if (!rc && git_oid_is_zero(out))
		rc = error(E_NOTFOUND, "there is no branch '%s'",
			   s->rel.branch);
	return rc;
}

static void show_steps(struct plan *p, const struct staging *s,
		       const git_oid *commit)
{
	plan_add(p, STEP_LATER)->what =
		plan_text(p, "wait for the checks of %s", oid_short(commit));
	if (s->evidence.n)
		plan_add(p, STEP_LATER)->what = "record what they say";
}

/* Others may have recorded something meanwhile, or made another commit the
 * candidate; what was seen is of the one that was waited for. */
static int keep(struct ctx *c, struct plan *p, const struct staging *before,
		const struct awaited *got)
{
	struct record *rec;
	struct staging s;
	size_t n;
	int rc = staging_find(c, before->rel.version.text, &s);

	if (!rc)
		rc = staging_need(c, &s);
	if (rc < 0)
		return rc;
	seen_records(&c->repo.arena, &before->candidate, &before->tree, got,
		     !jobs.n, &rec, &n);
	if (!n || (rc = record_fill_in(c, &s, rec, n)) < 0)
		return rc;
	/* a thousand checks are told by the first that go into one commit */
	rc = record_step(c, p, &s, rec, message_fits(rec, n), NULL, 0);
	if (rc < 0)
		return rc;
	return share_keep(c, p, &s, to_push);
}

static int wait_and_keep(struct ctx *c, struct plan *p, const struct staging *s,
			 const git_oid *commit)
{
	struct ci_result r = { .commit = *commit,
			       .jobs = &jobs,
			       .timeout = timeout };
	int rc = ci_result_wait(c, &r);

	if (rc < 0)
		return rc;
	c->fell_short = r.got.end != AWAIT_PASSED;
	if (!s->evidence.n) {
		plan_note(
			p,
			"nobody has opened the evidence of %s: it is kept nowhere",
			s->rel.version.text);
		return 0;
	}
	/* what has not ended, or not begun, says nothing yet */
	return r.got.end == AWAIT_PASSED || r.got.end == AWAIT_FAILED ?
		       keep(c, p, s, &r.got) :
		       0;
}

static int plan_wait(struct ctx *c, struct plan *p)
{
	struct staging s;
	git_oid commit;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	if ((rc = find_commit(c, &s, &commit)) < 0)
		return rc;
	if (!c->dry_run)
		return wait_and_keep(c, p, &s, &commit);
	show_steps(p, &s, &commit);
	return 0;
}

const struct cmd cmd_wait = {
	.name = "wait",
	.args = "[<options>] [<version>]",
	.brief = "wait for what CI says of the candidate, and keep it",
	.opts = opts,
	.max_args = 1,
	.plan = plan_wait,
	.list = listed_releases,
};
