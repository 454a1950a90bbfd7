#include "standing/recorded_checks.h"

#include "base/cleanup.h"
#include "standing/standing.h"

int recorded_checks_in(struct ctx *c, const struct staging *s,
		       const git_oid *at, struct commands *open)
{
	CLEANUP(policy) struct policy policy = { 0 };
	git_oid looked_at;
	int rc;

	if (!open->n || !s->evidence.n)
		return 0;
	rc = staging_looked_at(c, s, &looked_at);
	/* a record is about the candidate, and of nothing else */
	if (rc < 0 || !oid_eq(&looked_at, at))
		return rc;
	rc = policy_look(c, s, &policy);
	return rc < 0 ? rc : standings_checks(c, s, &policy, open);
}

int recorded_checks(struct ctx *c, const struct release *rel, const git_oid *at,
		    struct commands *open)
{
	struct staging s = { .rel = *rel };
	struct saved_error before;
	int rc;

	if (!open->n || !rel->version.text[0])
		return 0;
	error_save(&before);
	rc = staging_refs(c, &s);
	if (!rc)
		rc = staging_read(c, &s, &s.here);
	/* evidence that cannot be read tells nothing */
	(void)error_restore(0, &before);
	return rc < 0 ? 0 : recorded_checks_in(c, &s, at, open);
}
