#include "qualify/share_bring.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "release/branch.h"

#include <string.h>

/* Where a merge is qualified, what CI has tested can be looked at here. */
int share_bring_candidate(struct ctx *c, const struct staging *s)
{
	if (git_oid_is_zero(&s->qual_there) ||
	    repo_has_object(&c->repo, &s->qual_there))
		return 0;
	return remote_fetch(&c->repo, &s->refs, s->qual_ref);
}

/* The candidate of somebody else is on the branch there, or on main once that has
 * gone. */
static int bring_tested(struct ctx *c, struct staging *s, const char *branch,
			const char *main)
{
	const char *refs[] = { branch, main };
	int rc = 0;

	for (size_t i = 0; !rc && i < 2; i++) {
		if (git_oid_is_zero(&s->candidate) ||
		    repo_has_object(&c->repo, &s->candidate) ||
		    git_oid_is_zero(remote_ref(&s->refs, refs[i])))
			continue;
		rc = remote_fetch(&c->repo, &s->refs, refs[i]);
		s->brought = true;
	}
	return rc;
}

/* What shows that it is out, and where it is merged: the tag, and both branches as
 * they are there. */
static int bring_released(struct ctx *c, const struct staging *s,
			  const char *main, const char *develop)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;

	if (git_oid_is_zero(&s->tag_there) || !s->evidence.n)
		return 0;
	strvec_push(&refs, s->rel.tag_ref);
	strvec_push(&refs, main);
	if (strcmp(main, develop) != 0)
		strvec_push(&refs, develop);
	return remote_fetch_refs(&c->repo, &s->refs, &refs);
}

int share_bring(struct ctx *c, struct staging *s)
{
	struct arena *a = &c->repo.arena;
	const char *main = arena_printf(a, "refs/heads/%s", s->rel.main);
	const char *develop = *s->rel.develop ? arena_printf(a, "refs/heads/%s",
							     s->rel.develop) :
						main;
	int rc = bring_tested(
		c, s, arena_printf(a, "refs/heads/%s", s->rel.branch), main);

	return rc < 0 ? rc : bring_released(c, s, main, develop);
}

/* As `git fetch` would, or the candidate would soon be gone again. */
static int track(struct ctx *c, struct plan *p, const struct staging *s,
		 const char *branch)
{
	const char *ref = plan_text(p, "refs/remotes/%s/%s", s->remote, branch);
	const char *there =
		arena_printf(&c->repo.arena, "refs/heads/%s", branch);
	const git_oid *to = remote_ref(&s->refs, there);
	git_oid from;
	int rc = repo_ref(&c->repo, ref, &from);

	/* what is fetched of the remote is up to the clone */
	if (rc < 0 || git_oid_is_zero(to) || oid_eq(to, &from) ||
	    !repo_has_object(&c->repo, to) ||
	    (git_oid_is_zero(&from) && !s->brought && !branch_fetches_all(c)))
		return rc;
	step_change(p, plan_refs(p), ref, &from, to);
	return 0;
}

/* Once the release is out its branch goes, there. */
static int untrack(struct ctx *c, struct plan *p, const struct staging *s)
{
	const git_oid none = { { 0 } };
	const char *ref =
		plan_text(p, "refs/remotes/%s/%s", s->remote, s->rel.branch);
	git_oid at;
	int rc = repo_ref(&c->repo, ref, &at);

	if (rc < 0 || git_oid_is_zero(&at) || git_oid_is_zero(&s->tag_there) ||
	    !git_oid_is_zero(&s->branch_there))
		return rc;
	step_change(p, plan_refs(p), ref, &at, &none);
	return 0;
}

/* `git fetch` brings it as well, unless it was told not to; one that is here, and is
 * another, stays. */
static int bring_tag(struct ctx *c, struct plan *p, const struct staging *s)
{
	const char *option =
		config_git_sub(&c->repo.config, "remote", s->remote, "tagopt");
	git_oid here;
	int rc = repo_ref(&c->repo, s->rel.tag_ref, &here);

	if (rc < 0 || !git_oid_is_zero(&here) ||
	    git_oid_is_zero(&s->tag_there) || !s->evidence.n ||
	    !repo_has_object(&c->repo, &s->tag_there) ||
	    (option && !strcmp(option, "--no-tags")))
		return rc;
	step_change(p, plan_refs(p), s->rel.tag_ref, &here, &s->tag_there);
	return 0;
}

int share_bring_steps(struct ctx *c, struct plan *p, const struct staging *s)
{
	const char *names[] = { s->rel.branch, s->rel.main,
				setting(&c->repo.config, K_MAIN),
				s->rel.develop };
	int rc = 0;

	for (size_t i = 0; !rc && i < 4; i++) {
		size_t k = 0;
		while (k < i && strcmp(names[k], names[i]) != 0)
			k++;
		if (k == i && *names[i])
			rc = track(c, p, s, names[i]);
	}
	if (!rc)
		rc = untrack(c, p, s);
	return rc < 0 ? rc : bring_tag(c, p, s);
}
