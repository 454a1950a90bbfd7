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
