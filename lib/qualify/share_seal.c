#include "qualify/share_seal.h"

#include "evidence/names.h"
#include "evidence/seal.h"
#include "git/history.h"

#include <string.h>

/* Does the remote's cover what that from here covers, and more?  So it is once a
 * release that was taken back has gone out again. */
static int is_newer(struct ctx *c, const struct staging *s)
{
	struct seal here, there;

	if (seal_read(&here, &c->repo, &s->seal_here) < 0)
		return 1; /* it is none */
	if (seal_read(&there, &c->repo, &s->seal_there) < 0 ||
	    oid_eq(&here.tip, &there.tip) ||
	    !repo_has_object(&c->repo, &here.tip) ||
	    !repo_has_object(&c->repo, &there.tip))
		return 0;
	return history_contains(&c->repo, &here.tip, &there.tip);
}

/* Somebody has pushed another thing there; it stays there. */
static bool is_none(struct ctx *c, struct plan *p, const struct staging *s,
		    const char *ref)
{
	struct saved_error before;
	struct seal seal;

	error_save(&before);
	int rc = seal_read(&seal, &c->repo, &s->seal_there);
	(void)error_restore(0, &before);
	if (!rc && !strcmp(seal.release, s->rel.version.text))
		return false;
	plan_note(
		p,
		"'%s' has no seal of %s in %s: git push --force-with-lease=%s:%s %s :%s takes it away",
		s->remote, s->rel.version.text, ref, ref,
		oid_hex(&s->seal_there), ctx_shell(c, s->remote), ref);
	return true;
}

int share_seal_look(struct ctx *c, struct plan *p, struct staging *s,
		    const struct remote *remote)
{
	const char *version = s->rel.version.text;
	const char *ref = seal_ref(&c->repo.arena, version);
	int rc;

	s->seal_there = *remote_ref(remote, ref);
	if (git_oid_is_zero(&s->seal_there) ||
	    oid_eq(&s->seal_there, &s->seal_here))
		return 0;
	rc = remote_fetch_hidden(&c->repo, remote, ref, &s->seal_there);
	if (rc < 0 || is_none(c, p, s, ref))
		return rc;
	rc = git_oid_is_zero(&s->seal_here) ? 1 : is_newer(c, s);
	if (rc > 0)
		s->seal = s->seal_there;
	else if (!rc)
		plan_note(p, "'%s' has another seal of %s (%s) than is here",
			  s->remote, version, oid_short(&s->seal_there));
	return rc < 0 ? rc : 0;
}

bool share_seal_is_lost(struct ctx *c, const struct staging *s)
{
	struct seal seal;

	return !git_oid_is_zero(&s->tag_there) && !git_oid_is_zero(&s->seal) &&
	       git_oid_is_zero(&s->seal_there) &&
	       seal_read(&seal, &c->repo, &s->seal) == 0 &&
	       !evidence_beside(&s->evidence, &seal.tip);
}
