/*
 * git rel rc: the next candidate of a release, as a tag on its branch.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/candidates.h"
#include "release/latest.h"
#include "release/policy_at.h"
#include "release/policy_beside.h"
#include "release/tag_step.h"
#include "release/under_way.h"

#include <string.h>

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

/* A candidate leads to a final version that has a branch. */
static int check_kind(const struct release *rel)
{
	const struct version *v = &rel->version;
	struct version final;
	int rc;

	if (!version_is_pre(v) && v->post < 0)
		return 0;
	if (!version_is_pre(v))
		return error(E_POLICY, "no candidate leads to %s", v->text);
	version_final(&final, v);
	rc = error(E_POLICY, "%s is a %s itself: git rel finish releases it",
		   v->text, version_type(v));
	error_hint("for one of %s, on its release branch: git rel rc %s",
		   final.text, final.text);
	return rc;
}

static int no_branch(struct ctx *c, const struct release *rel)
{
	int rc = error(E_NOTFOUND, "there is no branch '%s'", rel->branch);

	if (!policy_beside_advise(c))
		error_hint("git rel start %s begins it", rel->version.text);
	return rc;
}

static int look(struct ctx *c, struct release *rel, struct branch *b,
		struct candidates *others)
{
	int rc;

	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_which(c, rel, ctx_arg(c, 0))) < 0 ||
	    (rc = check_kind(rel)) < 0 ||
	    (rc = release_remote(c, rel, push == 0)) < 0 ||
	    (rc = release_where(c, rel)) < 0)
		return rc;
	if (push == 1 && (rc = need_remote(c, rel)) < 0)
		return rc;
	if ((rc = branch_look(c, &rel->remote, rel->branch, b)) < 0 ||
	    (rc = candidates_look(c, &rel->remote, &rel->version, &b->tip,
				  others)) < 0)
		return rc;
	if (others->released)
		return candidates_over(c, &rel->version);
	if (git_oid_is_zero(&b->tip))
		return no_branch(c, rel);
	return branch_is_there(c, &rel->remote, b, NULL);
}

/* The release, but under the name of its candidate. */
static int name(struct ctx *c, const struct release *rel,
		const struct version *v, const struct branch *b,
		struct release *out)
{
	int rc;

	*out = *rel;
	out->candidate = true;
	out->at = b->tip;
	if ((rc = release_name(c, out, v, rel->hotfix)) < 0)
		return rc;
	out->branch = out->vars.branch = rel->branch;
	return check_namesakes(c, out);
}

/* A candidate without any change since a release is a mistake. */
static int check_new(struct ctx *c, const struct release *rel,
		     const struct branch *b)
{
	struct version other;
	bool found;
	int rc = release_on_commit(c, &rel->remote, &b->tip, &other, &found);

	if (rc < 0 || !found)
		return rc;
	rc = error(
		E_POLICY,
		"%s would be the same commit as %s: '%s' has nothing of its own",
		rel->version.text, other.text, b->name);
	error_hint("commit something there first");
	return rc;
}

/* What is tagged may be another commit than the one that is seen. */
static void note_branch(struct ctx *c, struct plan *p,
			const struct release *rel, const struct branch *b)
{
	const char *remote = rel->remote.name;

	if (!git_oid_is_zero(&b->local) && !oid_eq(&b->local, &b->tip))
		plan_note(
			p,
			"'%s' has commits on '%s' that are not here; its tip there is tagged",
			b->name, remote);
	if (remote && !oid_eq(&b->remote, &b->tip))
		plan_note(
			p,
			"'%s' on '%s' does not have this commit yet: git push %s %s",
			b->name, remote, ctx_shell(c, remote),
			branch_word(c, &rel->remote, b->name));
}

static int make(struct ctx *c, struct plan *p, struct release *rel,
		const struct branch *b)
{
	git_oid local, remote, tagged, tag;
	struct ref_moves m;
	int rc = tag_look(c, rel, &local, &remote, &tagged);

	if (rc < 0)
		return rc;
	bool exists = !git_oid_is_zero(&tagged);
	tag = git_oid_is_zero(&local) ? remote : local;
	if (!exists) {
		const char *branches[] = { b->name, NULL };
		if ((rc = policy_require(c, &b->tip, branches,
					 "commit it there first")) < 0 ||
		    (rc = check_new(c, rel, b)) < 0 ||
		    (rc = tag_build(c, p, rel, description, &b->tip, NULL,
				    &tag)) < 0)
			return rc;
		note_branch(c, p, rel, b);
	}
	if ((rc = tag_moves(c, p, rel, &tag, &b->tip, &m)) < 0)
		return rc;
	m.no_verify = no_verify;
	if ((rc = ref_moves_write(&m)) < 0)
		return rc;
	if (plan_is_empty(p))
		p->outcome = plan_text(p, "%s is %s already: nothing to do",
				       oid_short(&b->tip), rel->tag);
	return 0;
}

static int plan_rc(struct ctx *c, struct plan *p)
{
	struct release rel = { .vars.set = &set,
			       .vars.description = description };
	struct release candidate;
	struct candidates others;
	struct branch b;
	struct version v;
	int rc = look(c, &rel, &b, &others);

	if (rc < 0)
		return rc;
	v = others.at;
	if (!others.on &&
	    (rc = version_next_candidate(&v, others.any ? &others.newest :
							  &rel.version)) < 0)
		return rc;
	if ((rc = name(c, &rel, &v, &b, &candidate)) < 0)
		return rc;
	p->title = plan_text(p, "%s rc %s", c->program->call, v.text);
	p->release = plan_text(p, "%s", v.text);
	return make(c, p, &candidate, &b);
}

const struct cmd cmd_rc = {
	.name = "rc",
	.args = "[<options>] [<version>]",
	.brief = "tag the next candidate on the release branch",
	.opts = opts,
	.max_args = 1,
	.plan = plan_rc,
	.list = release_list,
};
