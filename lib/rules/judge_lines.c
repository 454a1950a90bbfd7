#include "rules/judges.h"

#include "config/back_merge.h"
#include "git/version_tag.h"
#include "rules/rule_value.h"
#include "rules/tagging.h"

#include <git2.h>
#include <string.h>
#include <time.h>

/* A release branch begins, or anything goes to develop, where main has what
 * develop has not. */
static bool is_start(struct trial *t, const struct ref_change *c)
{
	const char *name = change_branch(c);
	struct version v;
	bool hotfix;

	return name && !c->source && git_oid_is_zero(&c->from) &&
	       !git_oid_is_zero(&c->to) &&
	       trial_branch_version(t, name, &v, &hotfix) && !hotfix &&
	       !trial_is_rehearsal(&v);
}

static bool is_overdue(struct trial *t, const git_oid *tip)
{
	long days = age_value(t->item->value);
	git_commit *commit = NULL;

	if (days < 0)
		return true;
	if (git_commit_lookup(&commit, t->repo->git, tip) < 0)
		return false;
	git_time_t made = git_commit_time(commit);
	git_commit_free(commit);
	return (git_time_t)time(NULL) - made > (git_time_t)days * 24 * 60 * 60;
}

int judge_back_merge(struct trial *t)
{
	bool age = age_value(t->item->value) > 0;
	int rc = t->develop ? trial_refs(t) : 0;

	for (size_t i = 0; rc >= 0 && t->develop && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const struct ref *trunk = refs_find(&t->after, t->main);
		const struct ref *work = refs_find(&t->after, t->develop);
		enum answer has;
		if (!trunk || !work ||
		    !(is_start(t, c) || (age && !strcmp(c->ref, t->develop))))
			continue;
		rc = trial_has(t, &work->id, &trunk->id, &has);
		if (rc < 0 || has != ANSWER_NO || trial_is_old(t, &trunk->id) ||
		    !is_overdue(t, &trunk->id))
			continue;
		const char *from = ref_short(t->main);
		const char *to = ref_short(t->develop);
		trial_fault(
			t, c->ref, &trunk->id,
			back_merge_asks(t->rules->config) ?
				"git rel status" :
				trial_text(
					t,
					"git switch %s && git merge --no-ff %s && git push",
					trial_shell(t, to),
					trial_shell(t, from)),
			"'%s' has not been merged back into '%s'", from, to);
	}
	return rc;
}

/* Develop, and release branches of higher versions that have no tag yet. */
static bool is_open_line(struct trial *t, const struct ref *ref,
			 const struct version *above)
{
	struct version v;
	bool hotfix;

	if (t->develop && !strcmp(ref->name, t->develop))
		return true;
	return starts_with(ref->name, "refs/heads/") &&
	       trial_branch_version(t, ref_short(ref->name), &v, &hotfix) &&
	       !hotfix && !trial_is_rehearsal(&v) &&
	       version_cmp(&v, above) > 0 && !trial_tag_of(t, &t->after, &v);
}

/* What is not tagged yet goes by its commit; a merge that is still to be made
 * goes there in the same plan. */
static const char *bring(struct trial *t, const struct tagging *g,
			 const char *line)
{
	const char *to = trial_shell(t, line);

	if (trial_is_made(t, &g->commit))
		return trial_text(t, "git rel finish --into %s", to);
	return trial_text(t, "git switch %s && git merge --no-ff %s", to,
			  trial_is_planned(t) ? oid_short(&g->commit) :
						trial_shell(t, g->tag));
}

/* Where the forge merges: the head of the pull request is there, at least. */
static int is_asked_for(struct trial *t, const struct tagging *g,
			const char *line, enum answer *has)
{
	const struct config *config = t->rules->config;
	const char *head = back_merge_head(config, t->arena, g->tag, line);
	const struct ref *ref =
		refs_find(&t->after, trial_text(t, "refs/heads/%s", head));

	return back_merge_asks(config) && ref ?
		       tagging_is_on(t, g, &ref->id, has) :
		       0;
}

static int judge_fix(struct trial *t, const struct tagging *g)
{
	for (size_t i = 0; i < t->after.n; i++) {
		const struct ref *ref = &t->after.v[i];
		const char *line = ref_short(ref->name);
		enum answer has;
		if (!is_open_line(t, ref, &g->version))
			continue;
		int rc = tagging_is_on(t, g, &ref->id, &has);
		if (!rc && has == ANSWER_NO)
			rc = is_asked_for(t, g, line, &has);
		if (rc < 0)
			return rc;
		if (has == ANSWER_NO)
			trial_fault(t, g->change->ref, &g->commit,
				    bring(t, g, line),
				    "'%s' has not what '%s' mends", line,
				    g->tag);
	}
	return 0;
}

/* Is its branch one of those?  One that was never pushed is a hotfix's where the
 * version is a patch. */
static bool is_listed(struct trial *t, const struct version *v)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };

	for (int i = 0; i < 2; i++) {
		const char *name = trial_name(t, names[i], v);
		const char *ref =
			trial_text(t, "refs/heads/%s", name ? name : "");
		if (!name)
			continue;
		if (refs_find(&t->before, ref) || refs_find(&t->after, ref) ||
		    (i == 1 && !strcmp(version_type(v), "patch")))
			return names_match(t->item->value, name, t->scheme);
	}
	return false;
}

/* Asked where the version is tagged: its branch may be gone by then. */
static int one_fix(struct trial *t, const struct tagging *g)
{
	int rc = trial_refs(t);

	if (rc < 0 || version_is_pre(&g->version) || !is_listed(t, &g->version))
		return rc;
	return judge_fix(t, g);
}

int judge_lines_have(struct trial *t)
{
	return tagging_each(t, one_fix);
}
