#include "git-rel/finish/required.h"

#include "git-rel/finish/checks.h"
#include "git-rel/notes/due.h"

/* What is mended by a commit comes before checks, which count for the last one, as
 * git rel has it. */
static int check_commits(struct ctx *c, struct land *l)
{
	int rc = 0;

	if (oid_eq(&l->branch.tip, &l->main.tip)) {
		l->tag_target = l->branch.tip;
		rc = land_check_own_commit(l, c);
	}
	return rc < 0 ? rc :
			notes_due(c, &l->rel, &l->branch.tip, &l->main.remote,
				  NULL);
}

int required_checks(struct ctx *c, struct plan *p, struct land *l,
		    struct qualified *q)
{
	git_oid tag, at;
	int rc = repo_ref(&c->repo, l->rel.tag_ref, &tag);

	if (rc < 0 || (!git_oid_is_zero(&tag) && !l->pushes) ||
	    !git_oid_is_zero(remote_ref(&l->rel.remote, l->rel.tag_ref)))
		return rc;
	rc = qualified_look(c, p, &l->rel, q);
	l->rel.evidence = qualified_named(c, q);
	if (rc < 0 || !git_oid_is_zero(&tag) || git_oid_is_zero(&l->branch.tip))
		return rc;
	if ((rc = check_commits(c, l)) < 0)
		return rc;
	l->prepared = qualified_merge(q, &l->main.tip, &l->branch.tip);
	at = l->branch.tip;
	if (l->prepared)
		rc = staging_looked_at(c, &q->s, &at);
	return rc < 0 ? rc : qualified_checks(c, q, &l->rel, &at);
}

/* Does its tag leave by this?  One that is on the remote has left with what it
 * had. */
static bool goes_out(const struct land *l)
{
	return l->tags || (l->pushes && git_oid_is_zero(&l->tag_remote));
}

int required_evidence(struct ctx *c, struct plan *p, const struct land *l,
		      struct qualified *q)
{
	int rc;

	if (goes_out(l))
		rc = qualified_require(c, q, &l->tag_target);
	else
		rc = qualified_after(c, p, &l->rel, &l->tagged, q);
	return rc < 0 ? rc : qualified_seal(c, p, q, &l->tag_target);
}
