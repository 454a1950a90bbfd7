#include "qualify/qualified.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "staging/released.h"
#include "staging/seal_signer.h"
#include "staging/who.h"

#include <string.h>

/* 1: the remote's seal is of that release, and as signed as it has to be. */
static int is_sealed_there(struct ctx *c, const struct staging *there,
			   const struct policy *policy, const git_oid *commit)
{
	const struct signers_rules rules = policy_signers(c, policy);
	struct saved_error before;
	struct signer who;
	struct seal seal;

	error_save(&before);
	int rc = seal_read(&seal, &c->repo, &there->seal_there);
	(void)error_restore(0, &before);
	if (rc < 0 || strcmp(seal.release, there->rel.version.text) != 0 ||
	    !oid_eq(&seal.commit, commit) ||
	    evidence_find(&there->evidence, &seal.tip) == there->evidence.n)
		return 0;
	rc = seal_signer(c, there, &seal, &rules, &who);
	return rc < 0 ? rc :
			who.state == SIGNATURE_GOOD || who.no_list ||
				(who.state != SIGNATURE_BAD && !rules.required);
}

/* Has the remote the record that it went out, and a seal?  Both came in the push of
 * the release, or that was made by hand. */
static int is_settled(struct ctx *c, const struct staging *s,
		      const struct policy *policy, const struct released *is)
{
	if (!s->asked)
		return is->recorded;
	if (!is->recorded || git_oid_is_zero(&s->seal_there) ||
	    git_oid_is_zero(&s->there))
		return 0;
	struct staging there = *s;
	struct signed_by *by;
	bool recorded = true;
	int rc = 0;
	if (!oid_eq(&s->there, &s->tip)) {
		rc = evidence_read(&there.evidence, &c->repo,
				   s->rel.version.text, &s->there);
		if (!rc)
			rc = who_look(c, &there, policy, &by);
		if (!rc)
			evidence_qualified(&there.evidence, &is->at, &recorded);
	}
	return rc < 0 || !recorded ?
		       rc :
		       is_sealed_there(c, &there, policy, &is->at);
}

/* Its records here, then those of the remote, too. */
static int look_after(struct ctx *c, struct plan *p, struct staging *s,
		      struct policy *policy, const git_oid *commit,
		      struct released *is)
{
	struct signed_by *by;
	int rc = staging_take_trunk(c, s, &s->rel.remote);

	*is = (struct released){ 0 };
	if (rc < 0 || (rc = policy_look(c, s, policy)) < 0 ||
	    (rc = staging_refs(c, s)) < 0 ||
	    (!policy->list.of && git_oid_is_zero(&s->here)) ||
	    (rc = qualified_find(c, p, s)) < 0 || !s->evidence.n ||
	    (rc = who_look(c, s, policy, &by)) < 0)
		return rc;
	return released_look_at(is, c, s, policy, commit);
}

int qualified_after(struct ctx *c, struct plan *p, const struct release *rel,
		    const git_oid *commit, struct qualified *out)
{
	struct staging s = { .rel = *rel, .remote = rel->remote.name };
	CLEANUP(policy) struct policy policy = { 0 };
	struct released is;
	int rc = git_oid_is_zero(commit) ?
			 0 :
			 look_after(c, p, &s, &policy, commit, &is);

	if (rc < 0 || git_oid_is_zero(commit) || !s.evidence.n)
		return rc;
	if (is.otherwise)
		return released_refuse(c, &s, &is);
	if ((rc = is_settled(c, &s, &policy, &is)) < 0)
		return rc;
	if (rc) {
		*out = (struct qualified){
			.asked = true, .is_out = true, .s = s, .seal = s.seal
		};
		return 0;
	}
	if ((rc = qualified_look(c, p, rel, out)) < 0)
		return rc;
	rc = qualified_require(c, out, commit);
	return rc == E_POLICY ? error_in(rc, "it is out") : rc;
}
