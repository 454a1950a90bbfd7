/*
 * git rel check: the project's own checks for a release of this type, on the
 * commit HEAD is at.
 */
#include "git-rel/check/rules.h"
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/strvec.h"
#include "checklist/staging_policy.h"
#include "cli/ui.h"
#include "git/uncommitted.h"
#include "plan/checks.h"
#include "release/candidate_branch.h"
#include "release/gates.h"
#include "standing/recorded_checks.h"
#include "text/similar.h"

#include <string.h>

static const char *type;
static int list, again, rules;
static struct strvec set;

static void list_types(struct ctx *c, FILE *out)
{
	(void)c;
	for (size_t i = 0; command_types[i]; i++)
		fprintf(out, "%s\n", command_types[i]);
}

static const struct opt opts[] = {
	OPT_LISTED(0, "type", &type, "type", list_types,
		   "as for a release of this type: major, hotfix, ..."),
	OPT_FLAG(0, "all", &again, "also those that have passed here before"),
	OPT_FLAG(0, "list", &list, "list them, and whether they have passed"),
	OPT_FLAG(0, "rules", &rules,
		 "judge what a push would bring by the project's rules"),
	OPT_LIST(0, "set", &set, "name=value", "a value for GIT_REL_SET_NAME"),
	OPT_END,
};

struct checking {
	struct ctx *c;
	struct release rel;
	git_oid commit;
	struct commands all, open; /* for this release; those yet to pass */
	const char *dirty; /* a file that is not as in the commit, or NULL */
};

static int unknown_type(void)
{
	struct similar near = similar_init(type);
	int rc = error(E_USAGE, "there is no type of release '%s'", type);

	for (size_t i = 0; command_types[i]; i++)
		similar_offer(&near, command_types[i]);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return rc;
}

static bool is_type(const char *name)
{
	for (size_t i = 0; command_types[i]; i++)
		if (!strcmp(command_types[i], name))
			return true;
	return false;
}

/* On the branch of a merge that is qualified it is that release. */
static int name_release(struct checking *k, const char *branch)
{
	struct ctx *c = k->c;
	struct staging s = { 0 };
	struct version v;
	bool hotfix;
	int rc;

	if (release_of_branch(c, branch, &v, &hotfix))
		return release_name(c, &k->rel, &v, hotfix);
	if (!candidate_branch_is(c, branch, &v))
		return 0;
	s.rel = k->rel;
	rc = release_name(c, &s.rel, &v, false);
	if (!rc)
		rc = staging_refs(c, &s);
	if (!rc)
		rc = staging_read(c, &s, &s.here);
	if (!rc && s.evidence.n)
		k->rel = s.rel;
	return rc;
}

/* The release of the branch HEAD is on, if it is one. */
static int look(struct checking *k)
{
	struct ctx *c = k->c;
	const char *head;
	int rc = repo_head(&c->repo, &head, &k->commit);

	if (rc < 0)
		return rc;
	if (type && !is_type(type))
		return unknown_type();
	k->rel.vars.set = &set;
	k->rel.at = k->commit;
	if (git_oid_is_zero(&k->commit))
		return error(E_NOTFOUND, "there is no commit yet");
	if (head && (rc = name_release(k, ref_short(head))) < 0)
		return rc;
	if (type)
		k->rel.vars.type = type;
	commands_of(&c->repo.config, &c->repo.arena, "check",
		    gate_types(c, &k->rel, type), &k->all);
	rc = gate_open(c, &k->rel, &k->all, &k->commit, &k->open);
	/* a record is of the type that the release has */
	return rc < 0 || type ?
		       rc :
		       recorded_checks(c, &k->rel, &k->commit, &k->open);
}

static bool is_in(const struct commands *all, const struct command *cmd)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->item[i] == cmd)
			return true;
	return false;
}

static void print_list(const struct checking *k, FILE *out)
{
	for (size_t i = 0; i < k->all.n; i++) {
		const struct command *cmd = k->all.item[i];
		bool passed = !is_in(&k->open, cmd);
		if (!k->c->json) {
			ui_line(out, "%-7s %s: %s", passed ? "passed" : "open",
				cmd->name, cmd->line);
			continue;
		}
		CLEANUP(json) json_object *o = json_object_new_object();
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "name", cmd->name);
		json_add_str(o, "command", cmd->line);
		json_add_str(o, "origin", cmd->origin);
		json_add_str(o, "commit", oid_hex(&k->commit));
		json_object_object_add(o, "passed",
				       json_object_new_boolean(passed));
		fprintf(out, "%s\n", json_line(o));
	}
}

/* Those that are named, else all that have not passed. */
static int choose(struct checking *k, struct commands *out)
{
	struct ctx *c = k->c;

	*out = again ? k->all : k->open;
	if (!c->args.n)
		return 0;
	out->n = 0;
	out->item = arena_alloc(&c->repo.arena,
				(k->all.n + c->args.n) * sizeof(*out->item));
	for (size_t i = 0; i < c->args.n; i++) {
		struct similar near = similar_init(c->args.v[i]);
		size_t n = out->n;
		for (size_t j = 0; j < k->all.n; j++) {
			similar_offer(&near, k->all.item[j]->name);
			if (!strcmp(k->all.item[j]->name, c->args.v[i]))
				out->item[out->n++] = k->all.item[j];
		}
		if (out->n > n)
			continue;
		int rc = error(E_USAGE, "there is no check '%s' here",
			       c->args.v[i]);
		if (near.best)
			error_hint("did you mean '%s'?", near.best);
		return rc;
	}
	return 0;
}

/* On files that are in no commit a check says nothing about a commit. */
static int look_at_files(struct checking *k)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	int rc;

	if (!k->c->repo.work_tree)
		return error(E_POLICY, "checks need a work tree");
	rc = uncommitted_tracked(&k->c->repo, k->c->repo.work_tree, false,
				 &dirty);
	if (!rc && dirty.n) {
		k->dirty = arena_strdup(&k->c->repo.arena, dirty.v[0]);
		k->open = k->all;
	}
	return rc;
}

static void say_outcome(struct checking *k, struct plan *p,
			const struct commands *cmds)
{
	const char *at = oid_short(&k->commit);

	if (!k->all.n)
		p->outcome =
			"there are no checks here: name some in [check] of .gitrel";
	else if (k->dirty)
		p->outcome = "they have passed";
	else if (!cmds->n)
		p->outcome = plan_text(
			p,
			k->all.n == 1 ? "its %zu check has passed on %s" :
					"all %zu checks have passed on %s",
			k->all.n, at);
	else if (!k->c->args.n)
		p->outcome = plan_text(p, "all checks have passed on %s", at);
	if (k->dirty && cmds->n)
		plan_note(
			p,
			"'%s' has changes that are not committed: the results count for no commit",
			k->dirty);
}

static int add_steps(struct checking *k, struct plan *p,
		     const struct commands *cmds)
{
	static const git_oid none;
	const git_oid *commit = k->dirty ? &none : &k->commit;
	int rc = 0;

	for (size_t i = 0; !rc && i < cmds->n; i++)
		rc = gate_step(k->c, p, &k->rel, cmds->item[i],
			       k->c->repo.work_tree, commit);
	return rc;
}

static int plan_check(struct ctx *c, struct plan *p)
{
	struct checking k = { .c = c };
	struct staging_policy policy;
	struct commands cmds;
	int rc = staging_policy_read(&policy, &c->repo.arena, &c->repo.config);

	if (rc < 0)
		return rc;
	if (rules)
		return check_rules(c, p);
	if ((rc = look(&k)) < 0)
		return rc;
	if (list) {
		print_list(&k, stdout);
		p->answered = true;
		return 0;
	}
	rc = look_at_files(&k);
	if (!rc)
		rc = choose(&k, &cmds);
	if (!rc)
		rc = gate_trust(c, &cmds);
	if (rc < 0)
		return rc;
	if (k.rel.version.text[0])
		p->release = plan_text(p, "%s", k.rel.version.text);
	say_outcome(&k, p, &cmds);
	return add_steps(&k, p, &cmds);
}

static void list_check(struct ctx *c, FILE *out)
{
	struct checking k = { .c = c };

	if (!repo_read(&c->repo) && !look(&k))
		for (size_t i = 0; i < k.all.n; i++)
			fprintf(out, "%s\n", k.all.item[i]->name);
}

const struct cmd cmd_check = {
	.name = "check",
	.args = "[<options>] [<name>... | <range>...]",
	.brief = "run the checks for this release",
	.opts = opts,
	.max_args = -1,
	.plan = plan_check,
	.list = list_check,
};
