#include "rules/trial.h"

#include <git2.h>
#include <string.h>

const char *trial_switch(struct trial *t, const char *ref)
{
	return starts_with(ref, "refs/heads/") &&
			       strcmp(ref, "refs/heads/HEAD") != 0 ?
		       trial_text(t, "git switch %s && ",
				  trial_shell(t, ref_short(ref))) :
		       "";
}

/* The branch here that has the commit: what a plan merges is on another one than
 * it goes to.  NULL: none. */
static const char *home_of(struct trial *t, const char *into,
			   const git_oid *commit)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;
	const char *home = NULL;

	if (git_reference_iterator_glob_new(&it, t->repo->git, "refs/heads/*") <
	    0)
		return NULL;
	while (!git_reference_next(&ref, it)) {
		const git_oid *tip = git_reference_target(ref);
		const char *name = git_reference_name(ref);
		enum answer has = ANSWER_NO;
		if (tip && (!home || !strcmp(name, into)) &&
		    trial_has(t, tip, commit, &has) == 0 && has == ANSWER_YES)
			home = trial_text(t, "%s", name);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return home;
}

/* Is it the last one of its branch?  Then it can be amended. */
static bool is_tip(struct trial *t, const char *ref, const git_oid *commit)
{
	git_oid at;

	if (trial_is_planned(t))
		return repo_ref(t->repo, ref, &at) == 0 && oid_eq(&at, commit);
	for (size_t i = 0; i < t->c->n; i++)
		if (!strcmp(t->c->v[i].ref, ref) &&
		    oid_eq(&t->c->v[i].to, commit))
			return true;
	return false;
}

const char *trial_mend(struct trial *t, const char *ref, const git_oid *commit,
		       const char *amend, const char *rebase)
{
	const char *home = trial_is_planned(t) ? home_of(t, ref, commit) : ref;
	const char *to = home ? trial_switch(t, home) : "";

	return amend && home && is_tip(t, home, commit) ?
		       trial_text(t, "%s%s", to, amend) :
		       trial_text(t, "%s%s %s^", to, rebase, oid_short(commit));
}
