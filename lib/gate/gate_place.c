#include "gate/gate_place.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/uncommitted.h"

int gate_place_look(struct ctx *c, struct gate_place *out)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	const char *branch;
	int rc;

	*out = (struct gate_place){ 0 };
	if (!c->repo.work_tree)
		return error(E_POLICY, "gates need a work tree");
	if ((rc = repo_head(&c->repo, &branch, &out->head)) < 0 ||
	    (rc = uncommitted_tracked(&c->repo, c->repo.work_tree, false,
				      &dirty)) < 0)
		return rc;
	if (dirty.n)
		out->changed = arena_strdup(&c->repo.arena, dirty.v[0]);
	return 0;
}

bool gate_place_is(struct ctx *c, const struct gate_place *place,
		   const struct staging *s)
{
	git_oid same;

	return oid_eq(&place->head, &s->candidate) ||
	       (staging_looked_at(c, s, &same) == 0 &&
		oid_eq(&place->head, &same));
}

int gate_place_check(struct ctx *c, const struct staging *s)
{
	struct gate_place place;
	int rc = gate_place_look(c, &place);

	if (rc < 0)
		return rc;
	if (!gate_place_is(c, &place, s)) {
		rc = error(E_POLICY,
			   "this work tree is at %s, the candidate is %s",
			   oid_short(&place.head), oid_short(&s->candidate));
		if (oid_eq(&s->qual_here, &s->candidate))
			error_hint("git switch %s", ctx_shell(c, s->qual));
		else
			error_hint("git switch --detach %s",
				   oid_short(&s->candidate));
		return rc;
	}
	if (!place.changed)
		return 0;
	rc = error(E_POLICY, "'%s' is not as in the candidate", place.changed);
	error_hint("git stash keeps what was changed here");
	return rc;
}
