#include "staging/seal_signer.h"

#include "evidence/names.h"

int seal_signer(struct ctx *c, const struct staging *s, const struct seal *seal,
		const struct signers_rules *rules, struct signer *out)
{
	size_t at = evidence_find(&s->evidence, &seal->tip);
	struct signers_of of;
	int rc = signers_find(&of, &c->repo, &s->evidence, rules);

	if (rc < 0)
		return rc;
	const struct signers *signers = at < s->evidence.n ?
						signers_of_link(&of, at) :
						signers_now(&of);
	return signer_look(&c->repo, &c->repo.arena, &seal->id, &signers->file,
			   out);
}

/* What is no seal, or of other records, holds nothing. */
static bool is_seal(struct ctx *c, const struct staging *s, struct seal *out)
{
	const char *ref = seal_ref(&c->repo.arena, s->rel.version.text);
	struct saved_error before;
	git_oid id;

	error_save(&before);
	int rc = repo_ref(&c->repo, ref, &id);
	if (!rc && git_oid_is_zero(&id))
		rc = E_NOTFOUND;
	if (!rc)
		rc = seal_read(out, &c->repo, &id);
	(void)error_restore(0, &before);
	return !rc && evidence_find(&s->evidence, &out->tip) < s->evidence.n;
}

int seal_holds(struct ctx *c, const struct staging *s,
	       struct signers_rules *rules)
{
	struct signer who;
	struct seal seal;

	rules->sealed = (git_oid){ { 0 } };
	if (!is_seal(c, s, &seal))
		return 0;
	rules->sealed = seal.tip;
	int rc = seal_signer(c, s, &seal, rules, &who);
	bool known = who.state == SIGNATURE_GOOD || who.no_list ||
		     (who.state == SIGNATURE_NONE && !rules->required);
	if (rc < 0 || !known)
		rules->sealed = (git_oid){ { 0 } };
	return rc;
}
