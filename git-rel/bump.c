/*
 * git rel bump: another version in the files that carry it, as one commit.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "object/bump.h"
#include "release/branch.h"
#include "release/bump_step.h"
#include "release/commit_step.h"
#include "release/ref_moves.h"

#include <string.h>

static int no_verify, lower;
static struct strvec set;

static const struct opt opts[] = {
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_FLAG(0, "lower", &lower, "let version files go down"),
	OPT_FLAG(0, "no-verify", &no_verify, "skip the hook commit-msg"),
	OPT_END,
};

static int find_branch(struct ctx *c, struct branch *out)
{
	const char *ref;
	int rc = repo_head(&c->repo, &ref, &out->local);

	if (rc < 0)
		return rc;
	if (!ref) {
		rc = error(E_POLICY,
			   "HEAD is on no branch: the commit would be lost");
		error_hint("git switch <branch>");
		return rc;
	}
	if (git_oid_is_zero(&out->local))
		return error(E_NOTFOUND, "'%s' has no commit yet",
			     ref_short(ref));
	out->ref = ref;
	out->name = ref_short(ref);
	out->tip = out->local;
	return 0;
}

/* "rc": the candidate after the one that the files carry. */
static int next_candidate(struct ctx *c, const struct version *old,
			  struct version *out)
{
	struct version next;
	int rc;

	if (version_is_pre(old)) {
		rc = version_next_candidate(out, old);
		if (rc < 0 || version_cmp(old, out) < 0)
			return rc;
	}
	if ((rc = version_next(&next, old, PART_MINOR)) < 0 ||
	    (rc = version_next_candidate(out, &next)) < 0)
		return rc;
	rc = error(
		E_POLICY,
		"%s, which the files carry, is no candidate to count on from",
		old->text);
	error_hint("name the first one: %s bump %s", c->program->call,
		   out->text);
	return rc;
}

/* "minor", "rc": counted on from what the files carry. */
static int count_on(struct ctx *c, const struct branch *b, const char *word,
		    struct version *out)
{
	enum part part;
	struct version old;
	enum scheme scheme;
	struct bump bump;
	int rc = scheme_from_name(&scheme, setting(&c->repo.config, K_SCHEME));

	if (rc < 0 || (rc = bump_look(&c->repo, &b->tip, &bump)) < 0)
		return rc;
	if (!bump.old)
		return error(E_USAGE,
			     "no file carries a version to count on from");
	if ((rc = version_parse(&old, scheme, bump.old)) < 0)
		return rc;
	return part_from_name(&part, word) ? version_next(out, &old, part) :
					     next_candidate(c, &old, out);
}

static int find_version(struct ctx *c, const struct branch *b,
			struct version *out, bool *hotfix)
{
	const char *typed = ctx_arg(c, 0);
	enum part part;
	int rc;

	*hotfix = false;
	if (typed && (part_from_name(&part, typed) || !strcmp(typed, "rc")))
		return count_on(c, b, typed, out);
	if (typed)
		return release_version(c, typed, out);
	if (release_of_branch(c, b->name, out, hotfix))
		return 0;
	rc = error(E_USAGE, "to which version? '%s' is no release branch",
		   b->name);
	error_hint("%s bump <version>, or major, minor, patch or rc",
		   c->program->call);
	return rc;
}

static int not_configured(void)
{
	int rc = error(E_CONFIG, "no file is known to carry the version");

	error_hint(
		"git config rel.versionFiles 'VERSION pyproject.toml', or files in [version] of .gitrel");
	return rc;
}

static int write_plan(struct ctx *c, struct plan *p, const struct branch *b,
		      struct release *rel)
{
	struct bump_step how = { .rel = rel,
				 .branch = b,
				 .base = b->tip,
				 .message = *setting(&c->repo.config,
						     K_BUMP_MESSAGE) ?
						    K_BUMP_MESSAGE :
						    K_COMMIT_MESSAGE,
				 .otherwise = MESSAGE_BUMP,
				 .no_verify = no_verify };
	struct remote none = { 0 };
	struct bump bump;
	struct ref_moves m;
	git_oid tip;
	int rc;

	if ((rc = bump_files(c, &b->tip, &rel->version, lower || !ctx_arg(c, 0),
			     &bump)) < 0 ||
	    (rc = bump_commit(c, p, &how, &bump, &tip)) < 0)
		return rc;
	if (oid_eq(&tip, &b->tip)) {
		p->outcome = plan_text(
			p, "the files carry %s already: nothing to do",
			rel->version.text);
		return 0;
	}
	if ((rc = ref_moves_init(&m, c, p, &none)) < 0)
		return rc;
	ref_moves_branch(&m, b, &tip);
	p->outcome = plan_text(p, "'%s' carries version %s (%s)", b->name,
			       rel->version.text, oid_short(&tip));
	return ref_moves_write(&m);
}

static int plan_bump(struct ctx *c, struct plan *p)
{
	struct release rel = { .vars.set = &set };
	struct branch b = { 0 };
	struct version v;
	bool hotfix;
	int rc;

	if (!bump_configured(&c->repo.config))
		return not_configured();
	if ((rc = find_branch(c, &b)) < 0 ||
	    (rc = find_version(c, &b, &v, &hotfix)) < 0 ||
	    (rc = release_name(c, &rel, &v, hotfix)) < 0)
		return rc;
	p->title = plan_text(p, "%s bump %s", c->program->call, v.text);
	p->release = plan_text(p, "%s", v.text);
	return write_plan(c, p, &b, &rel);
}

static void list_bump(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("major\nminor\npatch\nrc\n", out);
}

const struct cmd cmd_bump = {
	.name = "bump",
	.args = "[<options>] [<version> | major | minor | patch | rc]",
	.brief = "put a version into the files that carry it",
	.opts = opts,
	.max_args = 1,
	.plan = plan_bump,
	.list = list_bump,
};
