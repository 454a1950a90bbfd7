#include "standing/dead_end.h"

#include "base/cleanup.h"
#include "object/bump.h"
#include "release/latest.h"
#include "rules/judge.h"
#include "staging/landing.h"

/* Its version is written first, and that is a commit. */
static bool is_to_be_bumped(struct ctx *c, const struct staging *s)
{
	struct saved_error before;

	error_save(&before);
	int rc = bump_require(&c->repo, &s->branch, &s->rel.version);
	(void)error_restore(0, &before);
	return rc == E_POLICY;
}

/* As `git rel finish` would say it. */
static int same_as_last(struct ctx *c, const struct staging *s,
			const git_oid *at, const char **why)
{
	struct version other = { 0 };
	bool found;
	int rc = release_on_commit(c, &s->refs, at, &other, &found);

	if (!rc && found)
		*why = arena_printf(
			&c->repo.arena,
			"%s would be the same commit as %s: '%s' has nothing of its own",
			s->rel.version.text, other.text, s->rel.branch);
	return rc;
}

static void take_item(struct rules *some, const struct rules *all,
		      struct arena *a)
{
	some->n = 0;
	some->item = arena_alloc(a, (all->n + 1) * sizeof(*some->item));
	for (size_t i = 0; i < all->n; i++)
		if (all->item[i].id == R_TAG_PLACE)
			some->item[some->n++] = all->item[i];
}

/* The judge of finish, asked about its tag. */
static int misplaced(struct ctx *c, const struct staging *s,
		     const struct policy *p, const git_oid *at,
		     const char **why)
{
	struct arena *a = &c->repo.arena;
	CLEANUP(faults) struct faults faults = { .arena = a };
	struct rules some = p->rules;
	struct ref_change v[] = {
		{ .ref = s->rel.tag_ref, .to = *at },
		{ .ref = arena_printf(a, "refs/heads/%s", s->rel.branch),
		  .to = s->branch },
	};
	struct changes changes = {
		.way = WAY_PLAN, .remote = s->remote, .v = v, .n = 2
	};

	take_item(&some, &p->rules, a);
	if (!some.n)
		return 0;
	int rc = repo_ref(&c->repo, v[1].ref, &v[1].from);
	if (!rc)
		rc = judge(&c->repo, &some, &changes, &faults);
	for (size_t i = 0; rc >= 0 && !*why && i < faults.n; i++)
		if (faults.v[i].id == R_TAG_PLACE &&
		    faults.v[i].state == FAULT_ERROR)
			*why = arena_printf(a, "%s: %s",
					    fault_rule(&faults.v[i]),
					    faults.v[i].text);
	return rc < 0 ? rc : 0;
}

int dead_end_look(struct ctx *c, const struct staging *s,
		  const struct policy *p, const char **why)
{
	struct landing l;
	git_oid at;
	int rc;

	*why = NULL;
	if (git_oid_is_zero(&s->branch) || version_is_pre(&s->rel.version) ||
	    evidence_closed(&s->evidence) || staging_is_tagged(c, s) ||
	    is_to_be_bumped(c, s))
		return 0;
	rc = landing_look(&l, c, s, p);
	if (!rc)
		rc = landing_tagged(&l, c, &at);
	if (rc < 0 || git_oid_is_zero(&at))
		return rc;
	rc = same_as_last(c, s, &at, why);
	return rc < 0 || *why ? rc : misplaced(c, s, p, &at, why);
}

int dead_end_tell(struct ctx *c, struct plan *p, const struct staging *s,
		  const struct policy *policy)
{
	const char *why;
	int rc = dead_end_look(c, s, policy, &why);

	if (rc < 0 || !why)
		return rc;
	plan_note(p, "git rel finish will refuse it as it is: %s", why);
	plan_note(
		p,
		"commit something on '%s' first: what is answered before is not about that",
		s->rel.branch);
	return 0;
}
