#include "rules/judges.h"

#include "config/candidate_folder.h"
#include "rules/rule_value.h"

#include <string.h>

static bool is_made(const struct ref_change *c)
{
	return git_oid_is_zero(&c->from) && !git_oid_is_zero(&c->to) &&
	       !c->unknown;
}

/* No setting changes how that is called, so a list of names need not have it. */
static bool is_candidate(const struct trial *t, const char *branch)
{
	struct version v;

	return t->rules->config->n_checks &&
	       starts_with(branch, CANDIDATE_FOLDER) &&
	       version_try(&v, t->scheme, branch + strlen(CANDIDATE_FOLDER));
}

int judge_create(struct trial *t)
{
	git_oid there = { { 0 } };
	int rc = 0;

	for (size_t i = 0; !rc && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		if (!name || c->of_fork || trial_is_trunk(t, c->ref) ||
		    names_match(t->item->value, name, t->scheme) ||
		    is_candidate(t, name) || !(t->draft || is_made(c)))
			continue;
		if (t->draft && t->c->remote)
			rc = repo_ref(t->repo,
				      trial_text(t, "refs/remotes/%s/%s",
						 t->c->remote, name),
				      &there);
		if (rc < 0 || !git_oid_is_zero(&there))
			continue;
		trial_fault(
			t, c->ref, NULL,
			trial_is_planned(t) ?
				"add it to create, or let another name be made" :
				trial_text(t,
					   "git branch -m %s <a name that fits>",
					   trial_shell(t, name)),
			"'%s' is no name for a new branch: %s", name,
			t->item->value);
	}
	return rc;
}

int judge_tag_pattern(struct trial *t)
{
	for (size_t i = 0; i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *tag = change_tag(c);
		if (!tag || !is_made(c) ||
		    names_match(t->item->value, tag, t->scheme))
			continue;
		trial_fault(t, c->ref, NULL,
			    trial_is_planned(t) ?
				    "git config rel.tag <a name that fits>" :
				    trial_text(t, "git tag -d %s",
					       trial_shell(t, tag)),
			    "'%s' is no name for a new tag: %s", tag,
			    t->item->value);
	}
	return 0;
}
