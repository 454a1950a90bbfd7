#include "release/policy_beside.h"

#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

/* 1: it has a .gitrel, `at` is what that says; `at` is released by the caller. */
static int look(struct ctx *c, const char *branch, struct config *at)
{
	git_oid tip, blob;

	if (!branch || !*branch || branch_newest(c, branch, &tip) < 0 ||
	    git_oid_is_zero(&tip) || gitrel_blob(&c->repo, &tip, &blob) < 0 ||
	    git_oid_is_zero(&blob))
		return 0;
	return gitrel_commands(&c->repo, &tip, at) < 0 ? 0 : 1;
}

/* Does it say what does not hold here? */
static bool says_more(struct ctx *c, const struct config *at)
{
	const struct setting *here = c->repo.config.setting;

	for (int i = 0; i < N_KEYS; i++)
		if (at->setting[i].policy && here[i].rank <= RANK_POLICY &&
		    strcmp(here[i].value, at->setting[i].policy) != 0)
			return true;
	return false;
}

/* The branch that it calls main has it, too, as a rule. */
static void prefer_main(struct ctx *c, const struct config *at,
			struct policy_beside *out)
{
	CLEANUP(config) struct config of_main = { 0 };
	const char *main = at->setting[K_MAIN].policy;

	if (main && look(c, main, &of_main) > 0)
		out->branch = arena_strdup(&c->repo.arena, main);
}

/* 1: that branch has one; is it `more` than what holds here? */
static int try_branch(struct ctx *c, const char *branch, bool *more,
		      struct policy_beside *out)
{
	CLEANUP(config) struct config at = { 0 };

	if (look(c, branch, &at) <= 0)
		return 0;
	out->branch = branch;
	*more = says_more(c, &at);
	if (*more)
		prefer_main(c, &at, out);
	return 1;
}

/* Is one of the first `n` the same, or that one none? */
static bool is_tried(const char *const *name, size_t n)
{
	for (size_t i = 0; name[n] && i < n; i++)
		if (name[i] && !strcmp(name[i], name[n]))
			return true;
	return !name[n];
}

/* In a repository that nobody has set up, any branch may be the one. */
static int try_all(struct ctx *c, bool *more, struct policy_beside *out)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int found = 0;

	if (c->repo.config.configured || repo_read(&c->repo) < 0 ||
	    git_reference_iterator_glob_new(&it, c->repo.git, "refs/heads/*") <
		    0)
		return 0;
	while (!found && !git_reference_next_name(&name, it))
		found = try_branch(
			c, arena_strdup(&c->repo.arena, ref_short(name)), more,
			out);
	git_reference_iterator_free(it);
	return found;
}

bool policy_beside(struct ctx *c, struct policy_beside *out)
{
	const char *const names[] = { setting(&c->repo.config, K_MAIN),
				      branch_remote_head(c),
				      "main",
				      "master",
				      "trunk",
				      setting(&c->repo.config, K_DEVELOP),
				      "develop",
				      "dev" };
	struct saved_error first;
	bool more = false;
	int found = 0;

	*out = (struct policy_beside){ 0 };
	if (c->program->by_main || (c->repo.policy && *c->repo.policy))
		return false;
	error_save(&first);
	for (size_t i = 0; !found && i < sizeof(names) / sizeof(*names); i++)
		found = !is_tried(names, i) &&
			try_branch(c, names[i], &more, out);
	if (!found)
		found = try_all(c, &more, out);
	(void)error_restore(0, &first);
	return found && more;
}

const char *policy_beside_take(struct ctx *c, const char *branch)
{
	git_oid here = { { 0 } }, blob = { { 0 } };

	if (branch_ref(c, "heads", branch, &here) < 0 ||
	    git_oid_is_zero(&here) || gitrel_blob(&c->repo, &here, &blob) < 0 ||
	    git_oid_is_zero(&blob))
		branch = ctx_shell(c, arena_printf(&c->repo.arena, "%s/%s",
						   branch_remote(c), branch));
	else
		branch = branch_word(c, NULL, branch);
	return arena_printf(&c->repo.arena,
			    "git checkout %s .gitrel && git commit", branch);
}

const char *policy_beside_way(struct ctx *c, const struct policy_beside *p)
{
	const char *head = NULL;
	git_oid at;

	if (repo_head(&c->repo, &head, &at) < 0 || !head)
		return branch_switch(c, p->branch);
	if (strcmp(ref_short(head), p->branch) != 0)
		return policy_beside_take(c, p->branch);
	return arena_printf(&c->repo.arena, "git pull --ff-only %s %s",
			    ctx_shell(c, branch_remote(c)),
			    branch_word(c, NULL, p->branch));
}

bool policy_beside_advise(struct ctx *c)
{
	struct policy_beside p;
	struct saved_error first;

	if (!policy_beside(c, &p))
		return false;
	error_save(&first);
	const char *way = policy_beside_way(c, &p);
	(void)error_restore(0, &first);
	error_hint("to have the .gitrel of '%s' here, too: %s", p.branch, way);
	return true;
}
