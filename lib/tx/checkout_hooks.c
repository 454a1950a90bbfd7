#include "tx/checkout.h"

/*
 * What git lets hooks see of it.
 */
#include "git/commit_parents.h"
#include "git/hook.h"

#include <git2.h>

/* One at a time, as git has it for this event. */
int checkout_post_checkout(struct checkout *k)
{
	const struct step *s = k->a->step;
	const char *argv[] = {
		"git",           "-c",  "hook.post-checkout.jobs=1",
		"hook",          "run", "--ignore-missing",
		"post-checkout", "--",  oid_hex(&k->from),
		oid_hex(&k->to), "1",   NULL
	};

	if (!s->head_to || !hook_exists(k->a->repo, "post-checkout"))
		return 0;
	/* its exit status is the user's business, as with git switch */
	(void)!checkout_git(k, argv, NULL, NULL);
	return 0;
}

/* Was a merge made here, by this plan?  `first` is the parent it began from. */
static bool is_merge(const struct checkout *k, git_oid *first)
{
	const struct plan *p = k->a->plan;
	git_commit *commit = NULL;
	bool ours = false;

	for (size_t i = 0; !ours && i < p->n; i++)
		ours = p->step[i].kind == STEP_OBJECT &&
		       oid_eq(&p->step[i].to, &k->to);
	if (!ours || git_commit_lookup(&commit, k->a->repo->git, &k->to) < 0)
		return false;
	bool merge = commit_parents(commit) > 1;
	commit_parent(commit, 0, first);
	git_commit_free(commit);
	return merge;
}

/* What it looks at is ORIG_HEAD, which `git merge` leaves: where the files were
 * or, with another branch in this work tree before, where the branch was. */
int checkout_post_merge(struct checkout *k)
{
	git_oid first;

	if (!k->looked || !is_merge(k, &first) ||
	    !hook_exists(k->a->repo, "post-merge"))
		return 0;
	const char *orig[] = { "git",
			       "update-ref",
			       "--no-deref",
			       "ORIG_HEAD",
			       oid_hex(k->a->step->head_to ? &first : &k->from),
			       NULL };
	static const char *const argv[] = { "git",        "hook",
					    "run",        "--ignore-missing",
					    "post-merge", "--",
					    "0",          NULL };
	/* its exit status is the user's business, as with git merge */
	if (!checkout_git(k, orig, NULL, NULL))
		(void)!checkout_git(k, argv, NULL, NULL);
	return 0;
}
