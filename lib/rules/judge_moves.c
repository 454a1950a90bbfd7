#include "rules/judges.h"

#include "config/commit_like.h"
#include "git/commit_parents.h"
#include "git/version_tag.h"
#include "rules/rule_value.h"

#include <git2.h>
#include <string.h>
#include <time.h>

static bool is_gone(const struct ref_change *c)
{
	return git_oid_is_zero(&c->to);
}

static bool is_made(const struct ref_change *c)
{
	return git_oid_is_zero(&c->from) && !c->unknown;
}

int judge_forward(struct trial *t, const struct ref_change *c, const char *hint)
{
	const char *name = ref_short(c->ref);
	enum answer has = ANSWER_UNKNOWN;
	int rc = 0;

	if (is_made(c) || is_gone(c))
		return 0;
	if (!c->unknown)
		rc = trial_has(t, &c->to, &c->from, &has);
	if (rc < 0 || has == ANSWER_YES)
		return rc;
	if (has == ANSWER_NO)
		trial_fault(t, c->ref, NULL, hint,
			    "'%s' would lose %s, which it has", name,
			    oid_short(&c->from));
	else
		trial_unknown(t, c->ref,
			      t->c->remote ?
				      trial_text(t, "git fetch %s",
						 trial_shell(t, t->c->remote)) :
				      "git fetch --unshallow",
			      "fetch first: what '%s' has is not here", name);
	return 0;
}

/* Whatever is checked out, and with the merges of the branch as they are. */
static const char *catch_up(struct trial *t, const char *name)
{
	const char *branch = trial_shell(t, name);

	return trial_text(t, "git switch %s && git pull --rebase=merges %s %s",
			  branch, t->c->remote ? t->c->remote : "origin",
			  branch);
}

static bool is_line(const struct trial *t, const char *ref)
{
	return trial_is_trunk(t, ref) || trial_is_stable(t, ref);
}

/* Nothing but the commit that a start makes, on what others have: it was a
 * mistake. */
static int is_just_begun(struct trial *t, const struct ref_change *c, bool *is)
{
	git_commit *commit = NULL;
	git_oid at = c->from;
	enum answer has = ANSWER_NO;
	int rc = 0;

	if (git_commit_lookup(&commit, t->repo->git, &at) < 0)
		return 0;
	const char *message = git_commit_message(commit);
	if (commit_parents(commit) == 1 &&
	    commit_like_release(t->rules->config, message,
				strcspn(message, "\n")))
		commit_parent(commit, 0, &at);
	git_commit_free(commit);
	for (size_t i = 0; rc >= 0 && has != ANSWER_YES && i < t->after.n; i++)
		if (is_line(t, t->after.v[i].name))
			rc = trial_has(t, &t->after.v[i].id, &at, &has);
	*is = has == ANSWER_YES;
	return rc;
}

/* A branch goes once its version is tagged, or another ref has all of it. */
static int may_go(struct trial *t, const struct ref_change *c, bool *may)
{
	struct version v;
	bool hotfix;
	enum answer has;
	int rc = trial_refs(t);

	*may = false;
	if (rc < 0)
		return rc;
	if (trial_branch_version(t, ref_short(c->ref), &v, &hotfix)) {
		*may = trial_tag_of(t, &t->after, &v);
		return *may ? 0 : is_just_begun(t, c, may);
	}
	for (size_t i = 0; !*may && i < t->after.n; i++) {
		const git_oid *tip;
		if (!starts_with(t->after.v[i].name, "refs/tags/"))
			continue;
		tip = ref_commit(t->repo, &t->after.v[i]);
		if (tip && (rc = trial_has(t, tip, &c->from, &has)) < 0)
			return rc;
		*may = tip && has == ANSWER_YES;
	}
	return 0;
}

/* Rehearsals are semver, whatever the project's scheme is, and no releases: their
 * branch goes where the next one is. */
static bool is_rehearsed(const struct trial *t, const char *branch)
{
	const char *form = setting(t->rules->config, K_BRANCH);
	struct version v;

	return strstr(form, "{version}") &&
	       version_tag_fits(&v, branch, form, SCHEME_SEMVER) &&
	       trial_is_rehearsal(&v);
}

int judge_no_force(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		bool may = true;
		if (!name || !globs_match(t->item->value, name) ||
		    is_rehearsed(t, name))
			continue;
		rc = judge_forward(t, c, catch_up(t, name));
		if (rc >= 0 && is_gone(c))
			rc = may_go(t, c, &may);
		if (rc >= 0 && !may)
			trial_fault(
				t, c->ref, NULL, "git rel finish",
				"'%s' goes when its version is tagged, which is not so",
				name);
	}
	return rc;
}

int judge_tags_fixed(struct trial *t)
{
	bool versions = !strcmp(t->item->value, "yes");

	for (size_t i = 0; i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *tag = change_tag(c);
		struct version v;
		if (!tag || is_made(c) || oid_eq(&c->from, &c->to) ||
		    (versions ? !version_tag(t->rules->config, tag, &v) ||
					trial_is_rehearsal(&v) :
				!globs_match(t->item->value, tag)))
			continue;
		trial_fault(
			t, c->ref, NULL,
			is_gone(c) ?
				"release the next version instead: git rel hotfix" :
				trial_text(
					t,
					"to have it as it is there: git fetch --force %s tag %s",
					t->c->remote ? t->c->remote : "origin",
					trial_shell(t, tag)),
			"'%s' is fixed, and would be %s", tag,
			is_gone(c) ? "deleted" : "moved");
	}
	return 0;
}

static void judge_days(struct trial *t, const struct ref_change *c)
{
	time_t now = time(NULL);
	struct word range;
	struct version v;
	char day[16];
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	if (is_gone(c) || c->source || oid_eq(&c->from, &c->to) ||
	    !(is_line(t, c->ref) || trial_new_version(t, c, &v)) ||
	    !freeze_holds(t->item->value, day, &range))
		return;
	trial_fault(t, c->ref, NULL,
		    trial_text(t, "wait until %.10s is over",
			       range.s + strlen("2026-12-20..")),
		    "'%s' is frozen, %.*s", ref_short(c->ref), (int)range.n,
		    range.s);
}

int judge_freeze(struct trial *t)
{
	for (size_t i = 0; i < t->c->n; i++)
		judge_days(t, &t->c->v[i]);
	/* what a commit mends is not known before its message is */
	if (!freeze_after_rc(t->item->value) ||
	    (t->draft && !t->commits.messages))
		return 0;
	return judge_after_rc(t);
}

/* The tag may come in the same push, with all of the branch. */
static int judge_closed_branch(struct trial *t, const struct ref_change *c,
			       const struct version *v)
{
	const char *tag = trial_name(t, K_TAG, v), *name = ref_short(c->ref);
	struct ref at = { .name = name };
	const git_oid *commit;
	enum answer has = ANSWER_NO;
	int rc = 0;

	if (tag)
		rc = trial_ref(t, trial_text(t, "refs/tags/%s", tag), &at.id);
	if (rc < 0 || git_oid_is_zero(&at.id))
		return rc;
	commit = ref_commit(t->repo, &at);
	if (!commit) /* what it names is no release */
		return 0;
	if (!t->draft && (rc = trial_has(t, commit, &c->to, &has)) < 0)
		return rc;
	if (has == ANSWER_NO)
		trial_fault(t, c->ref, NULL, "git rel hotfix",
			    "'%s' is closed: '%s' is tagged", name, tag);
	return 0;
}

int judge_closed(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		struct version v;
		bool hotfix;
		if (name && !is_gone(c) &&
		    names_match(t->item->value, name, t->scheme) &&
		    trial_branch_version(t, name, &v, &hotfix))
			rc = judge_closed_branch(t, c, &v);
	}
	return rc;
}

/* Only for the moves; see judge_line.c for what comes in. */
int judge_protected_moves(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		if (!name || !globs_match(t->item->value, name))
			continue;
		if (is_gone(c))
			trial_fault(t, c->ref, NULL, NULL,
				    "'%s' is protected, and would be deleted",
				    name);
		else if (!t->draft)
			rc = judge_forward(t, c, catch_up(t, name));
	}
	return rc;
}
