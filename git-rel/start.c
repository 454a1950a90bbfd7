/*
 * git rel start, git rel hotfix: a release branch from the freshly fetched
 * base.
 */
#include "base/cleanup.h"
#include "cmds.h"
#include "cli/ui.h"
#include "model/history.h"
#include "moves.h"

#include <string.h>

static int push = -1, to_switch = 1;
static struct strvec set;

static const struct opt opts[] = {
	OPT_BOOL(0, "push", &push, "push the branch (default: rel.push)"),
	OPT_BOOL(0, "switch", &to_switch, "go to the branch (default)"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_END,
};

/* What the branch grows from. */
struct base {
	git_oid id;
	const char *name;   /* as a person would say it */
	const char *branch; /* short name if it is a branch of ours */
};

/* "<remote>/<branch>" with a remote that is configured. */
static bool split_remote(struct ctx *c, const char *text, const char **remote,
			 const char **branch)
{
	for (const char *p = strchr(text, '/'); p; p = strchr(p + 1, '/')) {
		*remote =
			arena_strndup(&c->repo.arena, text, (size_t)(p - text));
		*branch = p + 1;
		if (config_has_remote(&c->repo.config, *remote))
			return true;
	}
	return false;
}

static int base_of_other_remote(struct ctx *c, struct release *rel,
				const char *remote, const char *branch,
				struct base *out)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", branch);
	struct remote other;
	int rc;

	if (rel->remote.name && !strcmp(rel->remote.name, remote))
		other = rel->remote;
	else if ((rc = remote_look(&c->repo, &other, remote)) < 0)
		return rc;
	out->id = *remote_ref(&other, ref);
	if (git_oid_is_zero(&out->id))
		return error(E_NOTFOUND, "'%s' has no branch '%s'", remote,
			     branch);
	return remote_fetch(&c->repo, &other, ref);
}

static int find_base(struct ctx *c, struct release *rel, const char *name,
		     struct base *out)
{
	const char *remote, *branch;
	struct branch b;
	int rc;

	out->name = name;
	out->branch = NULL;
	if (split_remote(c, name, &remote, &branch))
		return base_of_other_remote(c, rel, remote, branch, out);
	if (strcmp(name, "HEAD")) {
		if ((rc = branch_look(c, &rel->remote, name, &b)) < 0)
			return rc;
		out->id = b.tip;
		out->branch = b.name;
		if (!git_oid_is_zero(&b.tip))
			return 0;
	}
	out->branch = NULL;
	rc = repo_commit(&c->repo, name, &out->id);
	if (rc == E_NOTFOUND && !c->repo.config.configured)
		error_hint("git rel init finds out what the branches are "
			   "called here");
	else if (rc == E_NOTFOUND)
		error_hint("set rel.base, or name a branch or commit to start "
			   "from");
	return rc;
}

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
		rc = error(E_NOTFOUND, "there is no released version to count "
				       "on from");
		error_hint("name the first one: %s %s 0.1.0", c->program->call,
			   c->cmd->name);
		return rc;
	}
	return version_next(out, &last, part);
}

static int exists(const char *what, const char *name, const char *where)
{
	int rc = error(E_EXISTS, "%s '%s' exists already%s%s", what, name,
		       where ? " on " : "", where ? where : "");
	error_hint("a version is never used twice: choose another one");
	return rc;
}

static int check_free(struct ctx *c, const struct release *rel)
{
	const char *ref =
		arena_printf(&c->repo.arena, "refs/heads/%s", rel->branch);
	git_oid id;
	int rc;

	if ((rc = repo_ref(&c->repo, rel->tag_ref, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		return exists("tag", rel->tag, NULL);
	if (!git_oid_is_zero(remote_ref(&rel->remote, rel->tag_ref)))
		return exists("tag", rel->tag, rel->remote.name);
	if ((rc = repo_ref(&c->repo, ref, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		return exists("branch", rel->branch, NULL);
	if (!git_oid_is_zero(remote_ref(&rel->remote, ref)))
		return exists("branch", rel->branch, rel->remote.name);
	return check_namesakes(c, rel);
}

/* Above the last of its own line: 1.2.5 may come after 2.0.0, but not from a
 * base that has 2.0.0 behind it. */
static int check_above(struct ctx *c, const struct release *rel,
		       const struct base *base)
{
	struct version last;
	bool found;
	int rc = release_last(c, &rel->remote, NULL, &last, NULL, &found);

	if (rc < 0 || !found || version_cmp(&rel->version, &last) > 0)
		return rc;
	rc = release_last(c, &rel->remote, &base->id, &last, NULL, &found);
	if (rc < 0 || !found || version_cmp(&rel->version, &last) > 0)
		return rc;
	rc = error(E_POLICY,
		   "%s is not above %s, the last release that '%s' "
		   "has",
		   rel->version.text, last.text, base->name);
	error_hint("%s %s patch counts on from it", c->program->call,
		   c->cmd->name);
	return rc;
}

/* A back-merge that somebody forgot comes first. */
static int check_merged_back(struct ctx *c, const struct release *rel,
			     const struct base *base)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	struct branch b;
	int rc;

	if (!*develop || !base->branch || strcmp(base->branch, develop))
		return 0;
	if ((rc = branch_look(c, &rel->remote, main, &b)) < 0 ||
	    git_oid_is_zero(&b.tip))
		return rc;
	if ((rc = history_contains(&c->repo, &b.tip, &base->id)) != 0)
		return rc < 0 ? rc : 0;
	rc = error(E_POLICY, "'%s' is not merged back into '%s'", main,
		   develop);
	error_hint("git switch %s && git merge --no-ff %s",
		   ctx_shell(c, develop), ctx_shell(c, main));
	return rc;
}

static void set_upstream(struct plan *p, const struct release *rel,
			 const struct config *config)
{
	struct step *s = plan_add(p, STEP_CONFIG);
	const char *auto_rebase = config_git(config, "branch.autosetuprebase");

	s->what = plan_text(p, "track '%s/%s'", rel->remote.name, rel->branch);
	s->command = plan_text(p, "git branch --set-upstream-to=%s/%s %s",
			       rel->remote.name, rel->branch, rel->branch);
	step_set(p, s, plan_text(p, "branch.%s.remote", rel->branch), NULL,
		 rel->remote.name);
	step_set(p, s, plan_text(p, "branch.%s.merge", rel->branch), NULL,
		 plan_text(p, "refs/heads/%s", rel->branch));
	if (auto_rebase &&
	    (!strcmp(auto_rebase, "always") || !strcmp(auto_rebase, "remote")))
		step_set(p, s, plan_text(p, "branch.%s.rebase", rel->branch),
			 NULL, "true");
}

static int write_plan(struct ctx *c, struct plan *p, struct release *rel,
		      const struct base *base)
{
	bool pushes = push == 1 ||
		      (push < 0 && setting_bool(&c->repo.config, K_PUSH) &&
		       rel->remote.name);
	struct branch b = { .name = rel->branch };
	struct moves m;
	int rc;

	if (pushes && (rc = need_remote(c, rel)) < 0)
		return rc;
	struct remote none = { 0 };
	if ((rc = moves_init(&m, c, p, pushes ? &rel->remote : &none)) < 0)
		return rc;
	b.ref = plan_text(p, "refs/heads/%s", rel->branch);
	moves_branch(&m, &b, &base->id);
	m.item[0].here = true;
	bool goes = to_switch && worktrees_current(&m.trees);
	if (goes)
		moves_switch(&m, b.ref);
	if ((rc = moves_write(&m)) < 0)
		return rc;
	if (pushes)
		set_upstream(p, rel, &c->repo.config);
	p->outcome =
		plan_text(p, "%s '%s' begins on '%s', from %s (%s)%s%s%s",
			  rel->hotfix ? "hotfix" : "release", rel->version.text,
			  rel->branch, base->name, oid_short(&base->id),
			  pushes ? "; pushed to '" : "",
			  pushes ? rel->remote.name : "", pushes ? "'" : "");
	return 0;
}

static void describe_refs(struct plan *p, const struct release *rel,
			  const struct base *base)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_REFS) {
			p->step[i].what =
				plan_text(p, "make branch '%s'", rel->branch);
			p->step[i].command = plan_text(p, "git branch %s %s",
						       rel->branch,
						       oid_short(&base->id));
		}
}

static void note_others(struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;

	if (release_branches(c, &open) < 0)
		return;
	for (size_t i = 0; i < open.n; i++)
		plan_note(p, "'%s' is under way, too", open.v[i]);
}

static int finish_plan(struct ctx *c, struct plan *p, struct release *rel,
		       const struct base *base)
{
	int rc;

	if ((rc = check_free(c, rel)) < 0 ||
	    (rc = check_above(c, rel, base)) < 0 ||
	    (rc = check_merged_back(c, rel, base)) < 0 ||
	    (rc = write_plan(c, p, rel, base)) < 0)
		return rc;
	p->title = plan_text(p, "%s %s %s", c->program->call, c->cmd->name,
			     rel->version.text);
	p->release = plan_text(p, "%s", rel->version.text);
	describe_refs(p, rel, base);
	note_others(c, p);
	return 0;
}

static int plan_start(struct ctx *c, struct plan *p)
{
	const char *base_name = ctx_arg(c, 1);
	struct release rel = { .vars.set = &set };
	struct version v = { 0 };
	struct base base;
	enum part part;
	bool counted = part_from_name(&part, ctx_arg(c, 0));
	int rc;

	if (!counted && (rc = release_version(c, ctx_arg(c, 0), &v)) < 0)
		return rc;
	if ((rc = need_history(c)) < 0 ||
	    (rc = release_remote(c, &rel, false)) < 0)
		return rc;
	if (!base_name)
		base_name = setting(&c->repo.config, K_BASE);
	if ((rc = find_base(c, &rel, base_name, &base)) < 0)
		return rc;
	if (counted && (rc = next_version(c, &rel, part, &base.id, &v)) < 0)
		return rc;
	if ((rc = release_name(c, &rel, &v, false)) < 0)
		return rc;
	return finish_plan(c, p, &rel, &base);
}

static void list_start(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("major\nminor\npatch\n", out);
}

const struct cmd cmd_start = {
	.name = "start",
	.args = "[<options>] (<version> | major | minor | patch) [<base>]",
	.brief = "begin a release on a branch of its own",
	.opts = opts,
	.min_args = 1,
	.max_args = 2,
	.plan = plan_start,
	.list = list_start,
};

/* The last release that main has: what a hotfix mends. */
static int last_on_main(struct ctx *c, struct release *rel,
			struct version *last, struct base *base)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct branch b;
	bool found;
	int rc;

	if ((rc = branch_look(c, &rel->remote, main, &b)) < 0)
		return rc;
	if (git_oid_is_zero(&b.tip))
		return error(E_NOTFOUND, "there is no branch '%s'", main);
	CLEANUP(strvec) struct strvec tags = STRVEC_INIT;
	for (size_t i = 0; i < rel->remote.n; i++)
		if (starts_with(rel->remote.ref[i].name, "refs/tags/"))
			strvec_push(&tags, rel->remote.ref[i].name);
	if ((rc = remote_fetch_refs(&c->repo, &rel->remote, &tags)) < 0)
		return rc;
	rc = release_last(c, &rel->remote, &b.tip, last, &base->id, &found);
	if (rc < 0)
		return rc;
	if (!found) {
		rc = error(E_NOTFOUND, "'%s' has no release to mend", main);
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
	struct release rel = { .vars.set = &set };
	struct version v = { 0 }, last;
	struct base base;
	int rc;

	if (typed && (rc = release_version(c, typed, &v)) < 0)
		return rc;
	if ((rc = need_history(c)) < 0 ||
	    (rc = release_remote(c, &rel, false)) < 0 ||
	    (rc = last_on_main(c, &rel, &last, &base)) < 0)
		return rc;
	if (!typed && (rc = version_next(&v, &last, PART_PATCH)) < 0)
		return rc;
	if ((rc = release_name(c, &rel, &v, true)) < 0)
		return rc;
	return finish_plan(c, p, &rel, &base);
}

const struct cmd cmd_hotfix = {
	.name = "hotfix",
	.args = "[<options>] [<version>]",
	.brief = "begin a hotfix from the last release on main",
	.opts = opts,
	.min_args = 0,
	.max_args = 1,
	.plan = plan_hotfix,
};
