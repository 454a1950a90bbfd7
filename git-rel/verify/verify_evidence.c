/*
 * What was recorded of the release, where somebody has qualified it.  Whether all of
 * it is as it was made, `git staging verify` tells.
 */
#include "git-rel/verify/verify.h"

#include "staging/released.h"

static const char *hint(struct verify *v, const struct staging *s)
{
	const char *version = ctx_shell(v->c, s->rel.version.text);

	return s->remote ?
		       arena_printf(
			       &v->c->repo.arena,
			       "git staging fetch %s && git staging verify %s",
			       version, version) :
		       arena_printf(&v->c->repo.arena, "git staging verify %s",
				    version);
}

static const struct record *given_up(const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);

	return end && end->text[TEXT_REASON] ? end : NULL;
}

static int look(struct verify *v, struct staging *s)
{
	struct policy policy = { 0 };
	const struct record *end = given_up(s);
	struct released is;
	int rc = policy_look(v->c, s, &policy);

	if (!rc)
		rc = released_look_at(&is, v->c, s, &policy, &v->commit);
	policy_release(&policy);
	if (rc < 0)
		return rc;
	if (is.otherwise)
		audit_add(&v->audit, AUDIT_ERROR, "evidence", v->rel.tag,
			  hint(v, s), "%s", is.why);
	else if (end)
		audit_add(&v->audit, AUDIT_ERROR, "evidence", v->rel.tag,
			  hint(v, s), "it was given up by %s: %s",
			  end->text[TEXT_BY], end->text[TEXT_REASON]);
	else if (!is.recorded)
		audit_add(
			&v->audit, AUDIT_ERROR, "evidence", v->rel.tag,
			hint(v, s),
			"%s is what is qualified, and no record here says that it went out",
			oid_short(&v->commit));
	else
		audit_add(&v->audit, AUDIT_OK, "evidence", v->rel.tag, NULL,
			  "%s is what was qualified: git staging verify %s",
			  oid_short(&v->commit),
			  ctx_shell(v->c, s->rel.version.text));
	return 0;
}

int verify_evidence(struct verify *v)
{
	struct staging s = { .rel = v->rel, .remote = v->rel.remote.name };
	struct saved_error before;
	int rc = staging_refs(v->c, &s);

	if (rc < 0 || v->candidate || git_oid_is_zero(&s.here))
		return rc;
	error_save(&before);
	rc = staging_read(v->c, &s, &s.here);
	const char *why =
		rc < 0 ? arena_strdup(&v->c->repo.arena, error_message()) :
			 NULL;
	(void)error_restore(0, &before);
	if (!why)
		return look(v, &s);
	audit_add(&v->audit, AUDIT_ERROR, "evidence", v->rel.tag, hint(v, &s),
		  "%s", why);
	return 0;
}
