#include "staging/released.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "staging/landing.h"

int released_look_at(struct released *out, struct ctx *c,
		     const struct staging *s, const struct policy *p,
		     const git_oid *commit)
{
	git_oid tree;
	int rc;

	*out = (struct released){ .at = *commit };
	/* its branch may have moved since, and be a candidate again */
	const struct record *was =
		evidence_qualified(&s->evidence, commit, &out->recorded);
	if (!was || git_oid_is_zero(commit) || oid_eq(commit, &was->commit))
		return 0;
	if (landing_is_by_tree(c, p)) {
		if ((rc = history_tree(&c->repo, commit, &tree)) < 0)
			return rc;
		if (oid_eq(&tree, &was->tree))
			return 0;
	}
	out->otherwise = true;
	out->why = arena_printf(&c->repo.arena,
				"%s is on %s, what was qualified is %s",
				s->rel.tag, oid_short(commit),
				oid_short(&was->commit));
	return 0;
}

int released_look(struct released *out, struct ctx *c, const struct staging *s,
		  const struct policy *p)
{
	git_oid tag, at;
	int rc = repo_ref(&c->repo, s->rel.tag_ref, &tag);

	*out = (struct released){ 0 };
	if (rc < 0 || git_oid_is_zero(&tag))
		return rc;
	rc = repo_peel(&c->repo, &tag, &at);
	return rc < 0 ? rc : released_look_at(out, c, s, p, &at);
}

int released_refuse(struct ctx *c, const struct staging *s,
		    const struct released *is)
{
	const char *version = ctx_shell(c, s->rel.version.text);
	const struct record *end = evidence_closed(&s->evidence);
	int rc = error(E_POLICY, "%s is out, and was not qualified: %s",
		       s->rel.version.text, is->why);

	if (s->remote && !s->asked)
		error_hint("git staging fetch %s brings what '%s' has of it",
			   version, s->remote);
	if (!end || !end->text[TEXT_REASON])
		error_hint(
			"git staging close --give-up -m <why> %s says that it stays so",
			version);
	error_hint("release the next version instead: git rel hotfix");
	return rc;
}

int released_check(struct ctx *c, const struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct released is = { 0 };
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = released_look(&is, c, s, &policy);
	return rc < 0 || !is.otherwise ? rc : released_refuse(c, s, &is);
}
