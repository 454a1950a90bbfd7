#include "release/under_way.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "release/candidate_branch.h"
#include "release/policy_beside.h"

#include <git2.h>
#include <string.h>

int release_branches(struct ctx *c, struct strvec *out)
{
	git_reference_iterator *it = NULL;
	const char *name;
	struct version v;
	bool hotfix;
	int rc;

	if ((rc = repo_read(&c->repo)) < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, c->repo.git, "refs/heads/*") <
	    0)
		return error_git("cannot list branches");
	while (!git_reference_next_name(&name, it))
		if (release_of_branch(c, ref_short(name), &v, &hotfix))
			strvec_push(out, ref_short(name));
	git_reference_iterator_free(it);
	return 0;
}

/* On the branch that one of them lands on, it is that. */
static void keep_line(struct ctx *c, const char *head, struct strvec *open)
{
	const char *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < open->n; i++) {
		struct release rel = { 0 };
		struct version v;
		bool hotfix;
		if (!release_of_branch(c, open->v[i], &v, &hotfix) ||
		    release_name(c, &rel, &v, hotfix) < 0 || !rel.on_stable ||
		    strcmp(rel.stable, head) != 0)
			continue;
		found = arena_strdup(&c->repo.arena, open->v[i]);
		n++;
	}
	if (n != 1)
		return;
	strvec_clear(open);
	strvec_push(open, found);
}

bool release_is_out(struct ctx *c, const char *branch)
{
	struct release rel = { 0 };
	struct version v;
	bool hotfix;
	git_oid tag;

	return release_of_branch(c, branch, &v, &hotfix) &&
	       release_name(c, &rel, &v, hotfix) == 0 &&
	       repo_ref(&c->repo, rel.tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag);
}

/* Branches that were kept are no question, where another release is open. */
static void leave_out(struct ctx *c, struct strvec *open)
{
	CLEANUP(strvec) struct strvec left = STRVEC_INIT;

	for (size_t i = 0; i < open->n; i++)
		if (!release_is_out(c, open->v[i]))
			strvec_push(&left, open->v[i]);
	if (!left.n || left.n == open->n)
		return;
	strvec_clear(open);
	for (size_t i = 0; i < left.n; i++)
		strvec_push(open, left.v[i]);
}

int release_guess(struct ctx *c, struct version *out, bool *hotfix)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	const char *head;
	git_oid id;
	int rc;

	if ((rc = repo_head(&c->repo, &head, &id)) < 0)
		return rc;
	if (head && release_of_branch(c, ref_short(head), out, hotfix))
		return 0;
	if ((rc = release_branches(c, &open)) < 0)
		return rc;
	leave_out(c, &open);
	if (head && open.n > 1)
		keep_line(c, ref_short(head), &open);
	if (open.n == 1 && release_of_branch(c, open.v[0], out, hotfix))
		return 0;
	if (!open.n) {
		rc = error(E_NOTFOUND, "no release is under way here");
		if (!policy_beside_advise(c))
			error_hint("git rel start <version> begins one");
		return rc;
	}
	rc = error(E_USAGE, "which release? there are %zu", open.n);
	for (size_t i = 0; i < open.n; i++)
		error_detail("%s", open.v[i]);
	return rc;
}

static int has_branch(struct ctx *c, const struct release *rel, bool *here,
		      bool *there)
{
	const char *ref =
		arena_printf(&c->repo.arena, "refs/heads/%s", rel->branch);
	git_oid id = { { 0 } };
	int rc = repo_ref(&c->repo, ref, &id);

	*here = !git_oid_is_zero(&id);
	*there = !git_oid_is_zero(remote_ref(&rel->remote, ref));
	return rc;
}

/* On the branch of a merge that is qualified, it is that release. */
static const char *of_candidate(struct ctx *c)
{
	struct version v;
	const char *head;
	git_oid id;

	if (repo_head(&c->repo, &head, &id) < 0 || !head ||
	    !candidate_branch_is(c, ref_short(head), &v))
		return NULL;
	return arena_strdup(&c->repo.arena, v.text);
}

int release_which(struct ctx *c, struct release *rel, const char *typed)
{
	struct version v, of_branch;
	bool hotfix = false, here, there;
	int rc;

	typed = typed ? typed : of_candidate(c);
	if (!typed) {
		rc = release_guess(c, &v, &hotfix);
		return rc < 0 ? rc : release_name(c, rel, &v, hotfix);
	}
	if ((rc = release_version(c, typed, &v)) < 0 ||
	    (rc = release_name(c, rel, &v, true)) < 0 ||
	    (rc = has_branch(c, rel, &here, &there)) < 0)
		return rc;
	if (!here &&
	    !(release_of_branch(c, typed, &of_branch, &hotfix) && hotfix))
		return release_name(c, rel, &v, false);
	return 0;
}

int release_where(struct ctx *c, struct release *rel)
{
	struct release other = *rel;
	bool here, there;
	int rc = release_line(c, rel);

	if (rc < 0 || rel->hotfix)
		return rc;
	if ((rc = has_branch(c, rel, &here, &there)) < 0 || here || there)
		return rc;
	if ((rc = release_name(c, &other, &rel->version, true)) < 0 ||
	    (rc = has_branch(c, &other, &here, &there)) < 0)
		return rc;
	if (there)
		*rel = other;
	return 0;
}

void release_list(struct ctx *c, FILE *out)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	struct version v;
	bool hotfix;

	if (release_branches(c, &open) < 0)
		return;
	for (size_t i = 0; i < open.n; i++)
		if (release_of_branch(c, open.v[i], &v, &hotfix))
			fprintf(out, "%s\n", v.text);
}
