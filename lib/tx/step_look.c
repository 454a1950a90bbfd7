#include "tx/step.h"

#include "git/history.h"

/*
 * A branch that moved on past where we wanted it has what we wanted: somebody
 * finished by hand, and went on; evidence only grows.  That can only be said of a move forward; of a
 * move back, and of a tag, only the exact place counts.
 */
static int moved_on(struct attempt *a, const struct change *c,
		    const git_oid *at)
{
	if ((!starts_with(c->ref, "refs/heads/") &&
	     !starts_with(c->ref, "refs/rel/evidence/")) ||
	    git_oid_is_zero(&c->to) || git_oid_is_zero(at) ||
	    !repo_has_object(a->repo, &c->to))
		return 0;
	if (!git_oid_is_zero(&c->from)) {
		int rc = history_contains(a->repo, &c->from, &c->to);
		if (rc <= 0)
			return rc;
	}
	return history_contains(a->repo, &c->to, at);
}

int step_look_ref(struct attempt *a, const struct change *c, const git_oid *at,
		  enum state *out)
{
	int rc;

	*out = oid_eq(at, &c->to) ? DONE : oid_eq(at, &c->from) ? TODO : LOST;
	if (*out != LOST)
		return 0;
	rc = moved_on(a, c, at);
	if (rc > 0)
		*out = DONE;
	return rc < 0 ? rc : 0;
}

bool step_is_hint(const struct change *c)
{
	return starts_with(c->ref, "refs/remotes/") ||
	       starts_with(c->ref, "refs/rel/remotes/");
}
