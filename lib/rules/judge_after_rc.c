/*
 * freeze = after-rc: once a release has a candidate, only fixes come in.
 */
#include "rules/judges.h"

#include "config/commit_like.h"
#include "git/history.h"
#include "git/version_tag.h"
#include "pick/provenance.h"
#include "rules/tagging.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static size_t subject(const struct new_commit *commit)
{
	return strcspn(commit->message, "\r\n");
}

/* "Fix: it", "fixes #12", "bugfix(x): it", "Revert ..." */
static bool says_fix(const char *message)
{
	static const char *const words[] = { "fix",    "fixes",  "fixed",
					     "bugfix", "hotfix", "revert",
					     "reverts" };
	size_t n = 0;

	while (isalpha((unsigned char)message[n]))
		n++;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == n && !strncasecmp(message, words[i], n))
			return true;
	return false;
}

/* Says so itself, or is a pick or a revert. */
static bool is_fix(struct trial *t, const struct new_commit *commit)
{
	struct provenance from = { .arena = t->arena };

	if (commit->n_parents > 1 || says_fix(commit->message) ||
	    commit_like_release(t->rules->config, commit->message,
				subject(commit)))
		return true;
	provenance_read(&from, commit->message, strlen(commit->message));
	for (size_t i = 0; i < from.n; i++)
		if (from.v[i].kind == POINTER_PICK ||
		    from.v[i].kind == POINTER_EDITED ||
		    from.v[i].kind == POINTER_FIXES)
			return true;
	return false;
}

/* A tag of a candidate of this version that was there before. */
static const char *candidate_of(struct trial *t, const struct version *v)
{
	for (size_t i = 0; i < t->before.n; i++) {
		const char *name = t->before.v[i].name;
		struct version rc;
		if (starts_with(name, "refs/tags/") &&
		    version_tag(t->rules->config, ref_short(name), &rc) &&
		    version_candidate(&rc) >= 0 && version_leads_to(&rc, v))
			return ref_short(name);
	}
	return NULL;
}

static void no_fix(struct trial *t, const char *ref,
		   const struct new_commit *commit, const char *candidate)
{
	trial_fault(
		t, ref, &commit->id,
		"leave it for the next release, or say what it mends: fix: ...",
		"'%.*s' comes after '%s', and is no fix", (int)subject(commit),
		commit->message, candidate);
}

static int judge_branch_after_rc(struct trial *t, size_t change)
{
	const char *ref = t->c->v[change].ref, *candidate;
	struct version v;
	bool hotfix;
	int rc = trial_refs(t);

	if (rc < 0 || !change_branch(&t->c->v[change]) ||
	    !trial_branch_version(t, ref_short(ref), &v, &hotfix))
		return rc;
	candidate = candidate_of(t, &v);
	for (size_t i = 0; candidate && i < t->commits.n; i++) {
		const struct new_commit *commit = &t->commits.v[i];
		if (commit->change != change || is_fix(t, commit))
			continue;
		no_fix(t, ref, commit, candidate);
	}
	return 0;
}

/* What a release lands with comes by main, and its branch goes. */
static int judge_release(struct trial *t, const struct tagging *g)
{
	const char *candidate = trial_refs(t) < 0 ||
						version_is_pre(&g->version) ?
					NULL :
					candidate_of(t, &g->version);
	git_oid tip = { { 0 } };
	int rc = candidate ? history_parent(t->repo, &g->commit, 1, &tip) : 0;

	for (size_t i = 0;
	     rc >= 0 && !git_oid_is_zero(&tip) && i < t->commits.n; i++) {
		const struct new_commit *commit = &t->commits.v[i];
		enum answer has = ANSWER_NO;
		if (!is_fix(t, commit))
			rc = trial_has(t, &tip, &commit->id, &has);
		if (rc >= 0 && has == ANSWER_YES)
			no_fix(t, g->change->ref, commit, candidate);
	}
	return rc < 0 ? rc : 0;
}

int judge_after_rc(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++)
		rc = judge_branch_after_rc(t, i);
	return rc < 0 ? rc : tagging_each(t, judge_release);
}
