#include "git-rel/ci/ci.h"

#include "release/branch.h"
#include "release/ci_result.h"
#include "release/tag_step.h"
#include "release/under_way.h"

static int of_version(struct ctx *c, const char *typed, struct release *rel,
		      struct ci_result *r)
{
	struct branch b;
	git_oid local, remote;
	int rc;

	if ((rc = release_which(c, rel, typed)) < 0 ||
	    (rc = release_remote(c, rel, false)) < 0 ||
	    (rc = release_where(c, rel)) < 0 ||
	    (rc = tag_look(c, rel, &local, &remote, &r->commit)) < 0)
		return rc;
	if (!git_oid_is_zero(&r->commit)) {
		r->tag = rel->tag;
		return 0;
	}
	rc = branch_look(c, &rel->remote, rel->branch, &b);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&b.tip))
		return error(E_NOTFOUND, "there is neither '%s' nor '%s'",
			     rel->tag, rel->branch);
	r->commit = git_oid_is_zero(&b.remote) ? b.tip : b.remote;
	return 0;
}

static int find(struct ctx *c, const char *what, struct release *rel,
		struct ci_result *r)
{
	int rc = what ? repo_commits(&c->repo, &what, 1, &r->commit) :
			repo_commit(&c->repo, "HEAD", &r->commit);

	if (rc < 0 || !git_oid_is_zero(&r->commit))
		return rc;
	return of_version(c, what, rel, r);
}

int ci_wait(struct ci *x, const char *what)
{
	struct release rel = { 0 };
	struct ci_result r = { .jobs = x->jobs,
			       .timeout = x->timeout,
			       .remote = &rel.remote };
	int rc = find(x->c, what, &rel, &r);

	if (!rc)
		rc = ci_result_wait(x->c, &r);
	x->p->stops = !rc && r.got.end != AWAIT_PASSED;
	return rc;
}
