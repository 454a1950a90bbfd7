#include "staging/sealed.h"

#include "evidence/names.h"

int sealed_read(struct ctx *c, struct staging *s, struct seal *out)
{
	const char *ref = seal_ref(&c->repo.arena, s->rel.version.text);
	git_oid id;
	int rc = repo_ref(&c->repo, ref, &id);

	if (rc < 0 || git_oid_is_zero(&id))
		return rc;
	rc = seal_read(out, &c->repo, &id);
	if (!rc)
		rc = staging_read(c, s, &out->tip);
	return rc < 0 ? rc : 1;
}

int sealed_signer(struct ctx *c, const struct staging *s,
		  const struct seal *seal, const struct signers_rules *rules,
		  struct signer *out)
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
