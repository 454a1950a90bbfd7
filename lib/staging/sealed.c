#include "staging/sealed.h"

#include "evidence/names.h"
#include "evidence/seal.h"

int sealed_read(struct ctx *c, struct staging *s)
{
	const char *ref = seal_ref(&c->repo.arena, s->rel.version.text);
	struct seal seal;
	git_oid id;
	int rc = repo_ref(&c->repo, ref, &id);

	if (rc < 0 || git_oid_is_zero(&id))
		return rc;
	rc = seal_read(&seal, &c->repo, &id);
	if (!rc)
		rc = staging_read(c, s, &seal.tip);
	return rc < 0 ? rc : 1;
}
