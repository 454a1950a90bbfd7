#include "staging/share_seal.h"

#include "evidence/names.h"
#include "git/history.h"

int share_seal_look(struct ctx *c, struct plan *p, struct staging *s,
		    const struct remote *remote)
{
	const char *version = s->rel.version.text;
	const char *ref = seal_ref(&c->repo.arena, version);
	int rc = repo_ref(&c->repo, ref, &s->seal_here);

	s->seal_there = *remote_ref(remote, ref);
	if (rc < 0 || git_oid_is_zero(&s->seal_there))
		return rc;
	if (share_seal_is_new(s))
		return remote_fetch_hidden(&c->repo, remote, ref,
					   &s->seal_there);
	if (!oid_eq(&s->seal_here, &s->seal_there))
		plan_note(p, "'%s' has another seal of %s (%s) than is here",
			  s->remote, version, oid_short(&s->seal_there));
	return 0;
}

bool share_seal_is_new(const struct staging *s)
{
	return git_oid_is_zero(&s->seal_here) &&
	       !git_oid_is_zero(&s->seal_there);
}
