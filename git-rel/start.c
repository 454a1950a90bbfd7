/*
 * git rel start, git rel hotfix: a release branch from the freshly fetched
 * base.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/start/first_stage.h"
#include "git-rel/start/next_stage.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/candidates.h"
#include "release/latest.h"
#include "release/tag_form.h"

#include <string.h>

static int push = -1, to_switch = 1, no_verify, no_check, lower;
static struct strvec set;

static const struct opt opts[] = {
	OPT_BOOL(0, "push", &push, "push the branch (default: rel.push)"),
	OPT_BOOL(0, "switch", &to_switch, "go to the branch (default)"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_FLAG(0, "no-verify", &no_verify, "skip commit-msg and pre-push"),
	OPT_FLAG(0, "lower", &lower, "let version files go down"),
	OPT_FLAG(0, "no-check", &no_check,
		 "do not run the checks; finish will ask for them"),
	OPT_END,
};

/* "major", "minor", "patch": the next one after the last release. */
static int next_version(struct ctx *c, struct release *rel, enum part part,
			const git_oid *within, struct version *out)
{
	struct version last;
	bool found;
	int rc = release_last(c, &rel->remote, within, &last, NULL, &found);

	if (rc < 0)
		return rc;
	if (!found) {
		rc = error(E_NOTFOUND,
			   "there is no released version to count on from");
		if (tag_forms_advise(c))
			return rc;
		error_hint("name the first one: %s %s 0.1.0", c->program->call,
			   c->cmd->name);
		return rc;
	}
	return version_next(out, &last, part);
}

/* What "minor" or "rc" stands for, from this base. */
static int count_on(struct ctx *c, struct start *s, const char *word,
		    struct version *out)
{
	enum part part;

	if (part_from_name(&part, word))
		return next_version(c, &s->rel, part, &s->base.id, out);
	return candidates_next(c, &s->rel, &s->base.id, out);
}

static struct start begin(void)
{
	return (struct start){ .rel.vars.set = &set,
			       .push = push,
			       .to_switch = to_switch,
			       .no_verify = no_verify,
			       .no_check = no_check,
			       .lower = lower };
}

/* Taken up again between its stages: 1 if that is planned, 0 if it is not
 * under way. */
static int go_on(struct ctx *c, struct plan *p, bool hotfix)
{
	CLEANUP(stages) struct stages b = { 0 };
	struct start s = begin();
	struct version v;
	int rc;

	if (!c->resuming)
		return 0;
	if ((rc = stages_read(&b, &c->repo)) < 0)
		return rc;
	if (!b.exists)
		return error(E_STALE, "'%s %s' was given up meanwhile",
			     c->program->call, c->cmd->name);
	if ((rc = release_version(c, b.release, &v)) < 0 ||
	    (rc = repo_read(&c->repo)) < 0 ||
	    (rc = release_name(c, &s.rel, &v, hotfix)) < 0)
		return rc;
	s.rel.vars.previous = b.previous;
	if ((rc = next_stage_plan(&s, c, p, &b)) < 0)
		return rc;
	return 1;
}

static int plan_start(struct ctx *c, struct plan *p)
{
	const char *typed = ctx_arg(c, 0), *base_name = ctx_arg(c, 1);
	struct start s = begin();
	struct version v = { 0 };
	enum part part;
	bool counted = part_from_name(&part, typed) || !strcmp(typed, "rc");
	int rc = go_on(c, p, false);

	if (rc)
		return rc < 0 ? rc : 0;
	if (!counted && (rc = release_version(c, typed, &v)) < 0)
		return rc;
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_remote(c, &s.rel, false)) < 0)
		return rc;
	if (!base_name)
		base_name = setting(&c->repo.config, K_BASE);
	if ((rc = start_point_find(c, &s.rel, base_name, &s.base)) < 0)
		return rc;
	if (counted && (rc = count_on(c, &s, typed, &v)) < 0)
		return rc;
	if ((rc = release_name(c, &s.rel, &v, false)) < 0 ||
	    (rc = candidates_check(c, &s.rel)) < 0)
		return rc;
	return start_plan(&s, c, p);
}

static void list_start(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("major\nminor\npatch\nrc\n", out);
}

const struct cmd cmd_start = {
	.name = "start",
	.args = "[<options>] (<version> | major | minor | patch | rc) [<base>]",
	.brief = "begin a release on a branch of its own",
	.opts = opts,
	.min_args = 1,
	.max_args = 2,
	.flags = CMD_CONFIRM,
	.plan = plan_start,
	.list = list_start,
};

/* The last release that main has: what a hotfix mends. */
static int last_on_main(struct ctx *c, struct release *rel,
			struct version *last, struct start_point *base)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct branch b;
	bool found;
	int rc;

	if ((rc = branch_look(c, &rel->remote, main, &b)) < 0 ||
	    (rc = branch_is_there(c, &rel->remote, &b, "rel.main")) < 0)
		return rc;
	if (git_oid_is_zero(&b.tip))
		return error(E_NOTFOUND, "there is no branch '%s'", main);
	CLEANUP(strvec) struct strvec tags = STRVEC_INIT;
	for (size_t i = 0; i < rel->remote.n; i++)
		if (starts_with(rel->remote.ref[i].name, "refs/tags/"))
			strvec_push(&tags, rel->remote.ref[i].name);
	if ((rc = remote_fetch_refs(&c->repo, &rel->remote, &tags)) < 0)
		return rc;
	rc = release_last_final(c, &rel->remote, &b.tip, last, &base->id,
				&found);
	if (rc < 0)
		return rc;
	if (!found) {
		rc = error(E_NOTFOUND, "'%s' has no release to mend", main);
		if (tag_forms_advise(c))
			return rc;
		error_hint("git rel start <version> begins the first one");
		return rc;
	}
	base->name = arena_strdup(&c->repo.arena, last->text);
	base->branch = NULL;
	return 0;
}

static int plan_hotfix(struct ctx *c, struct plan *p)
{
	const char *typed = ctx_arg(c, 0);
	struct start s = begin();
	struct version v = { 0 }, last;
	int rc = go_on(c, p, true);

	if (rc)
		return rc < 0 ? rc : 0;
	if (typed && (rc = release_version(c, typed, &v)) < 0)
		return rc;
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_remote(c, &s.rel, false)) < 0 ||
	    (rc = last_on_main(c, &s.rel, &last, &s.base)) < 0)
		return rc;
	if (!typed && (rc = version_next(&v, &last, PART_PATCH)) < 0)
		return rc;
	if ((rc = release_name(c, &s.rel, &v, true)) < 0 ||
	    (rc = candidates_check(c, &s.rel)) < 0)
		return rc;
	return start_plan(&s, c, p);
}

const struct cmd cmd_hotfix = {
	.name = "hotfix",
	.args = "[<options>] [<version>]",
	.brief = "begin a hotfix from the last release on main",
	.opts = opts,
	.min_args = 0,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_hotfix,
};
