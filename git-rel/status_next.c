#include "git-rel/status_next.h"

#include "base/file.h"
#include "base/strvec.h"
#include "git-rel/status_branch.h"
#include "git-rel/status_diverged.h"
#include "git-rel/status_past.h"
#include "git-rel/status_qualified.h"
#include "git-rel/status_start.h"
#include "release/back_merge_way.h"
#include "release/branch.h"
#include "release/line.h"
#include "release/policy_beside.h"

#include <string.h>

static const char *merge_back(struct ctx *c, struct status *s)
{
	struct branch main = { .name = setting(&c->repo.config, K_MAIN) };

	if (branch_ref(c, "heads", main.name, &main.local) < 0 ||
	    branch_newest(c, main.name, &main.tip) < 0)
		return "git rel status";
	return back_merge_way(c, &main, &s->waits, &s->remark);
}

static bool is_past(struct ctx *c, const struct status *s, const char *branch)
{
	struct version last;

	return status_is_past(c, s, branch, &last) ||
	       status_is_done(c, s, branch) || status_given_up(c, branch);
}

/* On a stable branch, what lands elsewhere waits. */
static bool is_elsewhere(struct ctx *c, const struct status *s,
			 const char *branch)
{
	struct release rel = { 0 };
	struct version v;
	bool hotfix;

	return s->line && release_of_branch(c, branch, &v, &hotfix) &&
	       release_name(c, &rel, &v, hotfix) == 0 &&
	       strcmp(rel.main, s->line) != 0;
}

/* Those of `branches` that are no leftovers of years ago. */
static size_t still_open(struct ctx *c, const struct status *s,
			 const struct strvec *branches, const char **first)
{
	size_t n = 0;

	for (size_t i = 0; i < branches->n; i++)
		if (!is_past(c, s, branches->v[i]) &&
		    !is_elsewhere(c, s, branches->v[i]) && !n++)
			*first = branches->v[i];
	return n;
}

/* A merge of the person's own: nothing of ours goes before it. */
static bool is_merging(struct ctx *c)
{
	return file_exists(
		arena_printf(&c->repo.arena, "%s/MERGE_HEAD", c->repo.git_dir));
}

/* Nothing of what follows is by the policy, where that is on another branch.  A
 * release branch that is one without it is told where to go by what comes next. */
static bool lacks_policy(struct ctx *c, struct status *s, const char *head)
{
	struct policy_beside beside;
	struct version v;
	bool hotfix;
	git_oid main;
	const char *form, *of;

	if ((head && release_of_branch(c, head, &v, &hotfix) &&
	     branch_newest(c, setting(&c->repo.config, K_MAIN), &main) == 0 &&
	     !git_oid_is_zero(&main)) ||
	    !policy_beside(c, &beside))
		return false;
	s->next = policy_beside_way(c, &beside);
	s->remark = arena_printf(
		&c->repo.arena,
		line_unknown(c, &form, &of) ?
			"by the .gitrel of '%s', this is a stable branch" :
			"the .gitrel is that of '%s', and there is none here",
		beside.branch);
	return true;
}

int status_next(struct ctx *c, struct status *s)
{
	struct arena *a = &c->repo.arena;
	const char *head = s->head ? ref_short(s->head) : NULL;
	const char *open = NULL, *there = NULL, *remark;
	struct version v;
	bool hotfix;

	if (s->running)
		s->next = "git rel";
	else if (s->pending)
		s->next = s->lost ? "git rel --quit" : "git rel --continue";
	else if (s->empty)
		s->next = "make a first commit";
	else if (is_merging(c)) {
		s->next = "git merge --continue";
		s->remark = "once it is resolved and added";
	} else if (lacks_policy(c, s, head)) {
		return 0;
	} else if (release_lacks_remote(c)) {
		s->next = arena_printf(
			a, "git remote add %s <url>",
			ctx_shell(c, setting(&c->repo.config, K_REMOTE)));
		s->remark = "rel.remote names it";
	} else if (c->repo.config.configured && status_diverged(c, s))
		return 0;
	else if (s->unpushed)
		s->next = arena_printf(a, "git rel finish %s",
				       ctx_shell(c, s->newest));
	else if (head && release_of_branch(c, head, &v, &hotfix) &&
		 (!is_past(c, s, head) ||
		  status_line_due(c, &v, hotfix, &remark)))
		return status_next_of_branch(c, s, head);
	else if (s->behind && !s->line)
		s->next = merge_back(c, s);
	else if (still_open(c, s, &s->open, &open) == 1)
		return status_next_of_branch(c, s, open);
	else if (open)
		s->next = "git rel finish <version>";
	else if (!c->repo.config.configured)
		s->next = "git rel init";
	else if (s->unpublished.n)
		s->next = arena_printf(a, "git rel publish %s",
				       ctx_shell(c, s->newest));
	else if (still_open(c, s, &s->there, &there))
		s->next = branch_switch(c, there);
	else
		s->next = status_start(c, s, &s->remark);
	return 0;
}
