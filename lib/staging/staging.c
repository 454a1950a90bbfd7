#include "staging/staging.h"

#include "base/cleanup.h"
#include "evidence/names.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/candidate_branch.h"
#include "release/under_way.h"

#include <string.h>

void staging_name_merge(struct ctx *c, struct staging *s)
{
	s->qual = candidate_branch(c, &s->rel.version);
	if (s->qual)
		s->qual_ref =
			arena_printf(&c->repo.arena, "refs/heads/%s", s->qual);
}

int staging_take_trunk(struct ctx *c, struct staging *s,
		       const struct remote *there)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s",
				       setting(&c->repo.config, K_MAIN));
	const git_oid *at = remote_ref(there, ref);
	int rc = 0;

	if (git_oid_is_zero(at))
		return 0;
	if (!repo_has_object(&c->repo, at))
		rc = remote_fetch(&c->repo, there, ref);
	if (!rc)
		s->trunk = *at;
	return rc;
}

int staging_refs(struct ctx *c, struct staging *s)
{
	struct arena *a = &c->repo.arena;
	const char *version = s->rel.version.text;
	int rc;

	s->ref = evidence_ref(a, version);
	rc = repo_ref(&c->repo, s->ref, &s->here);
	if (!rc)
		rc = repo_ref(&c->repo, seal_ref(a, version), &s->seal_here);
	s->seal = s->seal_here;
	if (rc < 0 || !s->remote)
		return rc;
	s->seen_ref = evidence_seen_ref(a, s->remote, version);
	return repo_ref(&c->repo, s->seen_ref, &s->seen);
}

bool staging_is_foreign(struct ctx *c, const struct staging *s)
{
	const char *root = s->evidence.n_records ?
				   s->evidence.record[0].text[TEXT_ROOT] :
				   NULL;
	git_oid id;

	return root && oid_from_hex(&id, root) &&
	       !repo_has_object(&c->repo, &id);
}

static int need_own(struct ctx *c, const struct staging *s)
{
	int rc;

	if (!staging_is_foreign(c, s))
		return 0;
	rc = error(E_FAIL, "the evidence of %s here is that of another project",
		   s->rel.version.text);
	error_hint("git update-ref -d %s forgets it", s->ref);
	return rc;
}

int staging_need(struct ctx *c, const struct staging *s)
{
	const char *version = ctx_shell(c, s->rel.version.text);
	git_oid tag;
	int rc;

	if (s->evidence.n)
		return need_own(c, s);
	rc = error(E_NOTFOUND, "there is no evidence of %s here",
		   s->rel.version.text);
	if (s->remote)
		error_hint("git staging fetch %s brings what '%s' has of it",
			   version, s->remote);
	if (repo_ref(&c->repo, s->rel.tag_ref, &tag) == 0 &&
	    git_oid_is_zero(&tag))
		error_hint("git staging start %s begins it", version);
	return rc;
}

int staging_looked_at(struct ctx *c, const struct staging *s, git_oid *out)
{
	git_oid tree;
	int rc;

	*out = s->candidate;
	if (git_oid_is_zero(&s->merge_of) ||
	    !repo_has_object(&c->repo, &s->merge_of))
		return 0;
	rc = history_tree(&c->repo, &s->merge_of, &tree);
	if (!rc && oid_eq(&tree, &s->tree))
		*out = s->merge_of;
	return rc;
}

bool staging_has_tip(const struct staging *s)
{
	return oid_eq(&s->branch, git_oid_is_zero(&s->merge_of) ?
					  &s->candidate :
					  &s->merge_of);
}

bool staging_made(const struct staging *s, const git_oid *id)
{
	for (size_t i = 0; i < s->evidence.n_records; i++)
		if (s->evidence.record[i].text[TEXT_MERGE_OF] &&
		    oid_eq(&s->evidence.record[i].commit, id))
			return true;
	return false;
}

bool staging_is_tagged(struct ctx *c, const struct staging *s)
{
	git_oid tag = { { 0 } };

	return repo_ref(&c->repo, s->rel.tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag);
}

int staging_need_open(const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);
	int rc;

	if (!end)
		return 0;
	rc = error(E_EXISTS, "%s %s: nothing more is recorded of it",
		   s->rel.version.text,
		   end->text[TEXT_REASON] ? "was given up" : "is closed");
	if (end->text[TEXT_REASON])
		error_hint("git staging start %s begins it again",
			   s->rel.version.text);
	return rc;
}

/* What the candidate is on the branch of the release. */
static const git_oid *tip_of(const struct staging *s)
{
	return git_oid_is_zero(&s->merge_of) ? &s->candidate : &s->merge_of;
}

bool staging_is_behind(struct ctx *c, const struct staging *s)
{
	return !git_oid_is_zero(&s->branch) && !staging_has_tip(s) &&
	       repo_has_object(&c->repo, tip_of(s)) &&
	       history_contains(&c->repo, &s->branch, tip_of(s)) > 0;
}

const char *staging_catch_up(struct ctx *c, const struct staging *s)
{
	const char *lines = branch_bring(c, s->rel.branch, tip_of(s));
	const char *lf = strchr(lines, '\n');

	if (!*lines)
		return arena_printf(&c->repo.arena,
				    "%s && git merge --ff-only %s",
				    branch_switch(c, s->rel.branch),
				    oid_short(tip_of(s)));
	return arena_printf(&c->repo.arena, "%.*s%s%.*s", (int)(lf - lines),
			    lines, lf[1] ? " && " : "",
			    (int)strcspn(lf + 1, "\n"), lf + 1);
}

/* Can the candidate be read here? */
static int need_candidate(struct ctx *c, const struct staging *s)
{
	int rc;

	if (repo_has_object(&c->repo, &s->candidate))
		return 0;
	rc = error(E_NOTFOUND, "the candidate of %s, %s, is not here",
		   s->rel.version.text, oid_short(&s->candidate));
	error_hint("git staging fetch %s brings it",
		   ctx_shell(c, s->rel.version.text));
	return rc;
}

int staging_need_current(struct ctx *c, const struct staging *s)
{
	int rc = staging_need(c, s);

	if (!rc)
		rc = staging_need_open(s);
	if (!rc)
		rc = need_candidate(c, s);
	if (rc < 0 || git_oid_is_zero(&s->branch) || staging_has_tip(s))
		return rc;
	if (staging_is_behind(c, s)) {
		rc = error(E_POLICY,
			   "'%s' is at %s here, and the candidate is %s",
			   s->rel.branch, oid_short(&s->branch),
			   oid_short(&s->candidate));
		error_hint("%s", staging_catch_up(c, s));
		return rc;
	}
	rc = error(E_POLICY, "'%s' is at %s by now, the candidate is %s%s",
		   s->rel.branch, oid_short(&s->branch),
		   git_oid_is_zero(&s->merge_of) ? "" : "a merge of ",
		   oid_short(tip_of(s)));
	error_hint("git staging push %s makes it the candidate",
		   ctx_shell(c, s->rel.version.text));
	return rc;
}
