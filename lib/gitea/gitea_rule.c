/*
 * What protects a branch on Gitea: one rule, that of its own name first.  Admins
 * of the project may read it.
 */
#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "dialect/forge_rule.h"
#include "gitea/gitea.h"

#include <json-c/json.h>
#include <string.h>

struct fit {
	const char *pattern, *name;
	bool exact;
	json_object *rule; /* NULL: none; put it */
};

static int read_fit(struct forge *f, json_object *o, void *arg)
{
	struct fit *fit = arg;
	int rc = 0;
	struct fields rule = { f->arena, o, &rc };
	const char *glob = field_text_opt(&rule, "rule_name");

	glob = glob ? glob : field_text(&rule, "name_pattern");
	if (rc < 0 || fit->exact)
		return rc;
	fit->exact = !strcmp(glob, fit->pattern);
	if (!fit->exact && (fit->rule || !rule_fits(glob, fit->name)))
		return 0;
	json_object_put(fit->rule);
	fit->rule = json_object_get(o);
	return 0;
}

static const char *rules_path(struct forge *f, bool tag)
{
	return arena_printf(f->arena, "%s/%s_protections", forge_repo(f, NULL),
			    tag ? "tag" : "branch");
}

/* 1; 0: one may not see them. */
static int read_fits(struct forge *f, const char *pattern, bool tag,
		     struct fit *fit)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_call(f,
			    &(struct forge_call){ .path = rules_path(f, tag),
						  .accept = "401 403 404" },
			    &r);

	*fit = (struct fit){ .pattern = pattern,
			     .name = rule_sample(f, pattern) };
	if (rc < 0 || !r.json)
		return rc < 0 ? rc : 0;
	rc = forge_each_of(f, r.json, NULL, read_fit, fit);
	return rc < 0 ? rc : 1;
}

static int take_rule(struct forge *f, json_object *o, struct forge_rule *out)
{
	int rc = 0;
	struct fields rule = { f->arena, o, &rc };
	long n = (long)field_number_opt(&rule, "required_approvals");

	out->force = field_flag(&rule, "enable_force_push");
	out->remove = 0;
	out->push = field_flag(&rule, "enable_push");
	out->any_commit = !field_flag(&rule, "require_signed_commits");
	out->approvals = n > 0 ? n : 0;
	if (field_flag(&rule, "enable_status_check"))
		out->check = field_names(&rule, "status_check_contexts", NULL);
	return rc;
}

static int see_little(struct forge *f, const char *branch,
		      struct forge_rule *out)
{
	struct forge_guard guard;
	int rc = gitea_guard(f, branch, &guard);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	if (!guard.is_protected) {
		*out = rule_open(branch, false);
		return 0;
	}
	out->remove = 0;
	if (guard.may_push > 0)
		out->push = 1;
	out->approvals = guard.approvals;
	out->checks = guard.check ? 1 : FORGE_UNSEEN;
	out->check = guard.check;
	return 0;
}

int gitea_rule_see(struct forge *f, const char *pattern, bool tag,
		   struct forge_rule *out)
{
	struct fit fit;
	int rc = read_fits(f, pattern, tag, &fit);

	*out = rc > 0 ? rule_open(pattern, tag) : rule_unseen(pattern, tag);
	if (rc > 0 && fit.rule && tag)
		out->force = out->remove = 0;
	else if (rc > 0 && fit.rule)
		rc = take_rule(f, fit.rule, out);
	else if (!rc && !tag && !rule_is_glob(pattern))
		rc = see_little(f, pattern, out);
	json_object_put(fit.rule);
	return rc < 0 ? error_in(rc, "protection of '%s'", pattern) : 0;
}

static void want_checks(struct forge *f, json_object *rule,
			const char *const *check, json_object *send)
{
	int rc = 0;
	struct fields is = { f->arena, rule, &rc };

	if (!check || !*check)
		return;
	json_add_flag(send, "enable_status_check", true);
	json_object_object_del(send, "status_check_contexts");
	json_add_names(
		send, "status_check_contexts",
		forge_union(f, field_names(&is, "status_check_contexts", NULL),
			    check));
}

static void want_all(struct forge *f, json_object *rule,
		     const struct forge_rule *want, json_object *send)
{
	if (want->force == 0 && json_get_bool(rule, "enable_force_push"))
		json_add_flag(send, "enable_force_push", false);
	if (want->push == 0)
		json_add_flag(send, "enable_push", false);
	else if (!rule)
		json_add_flag(send, "enable_push", true);
	if (want->any_commit == 0)
		json_add_flag(send, "require_signed_commits", true);
	if (want->approvals > 0 &&
	    json_get_int(rule, "required_approvals") < want->approvals)
		json_add_number(send, "required_approvals", want->approvals);
	if (want->checks == 1)
		want_checks(f, rule, want->check, send);
}

/* One of its own takes the place of the one that held, so it has all of that. */
static json_object *copy_of(json_object *rule)
{
	static const char *const own[] = { "branch_name", "rule_name",
					   "created_at", "updated_at",
					   "priority" };
	json_object *copy = NULL;

	if (!rule || json_object_deep_copy(rule, &copy, NULL) < 0)
		return json_new();
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		json_object_object_del(copy, own[i]);
	return copy;
}

static int set_branch(struct forge *f, const struct fit *fit,
		      const struct forge_rule *want)
{
	CLEANUP(json)
	json_object *send = fit->exact ? json_new() : copy_of(fit->rule);
	const char *path = rules_path(f, false);

	want_all(f, fit->rule, want, send);
	if (fit->exact)
		return forge_do(f, "PATCH",
				arena_printf(f->arena, "%s/%s", path,
					     forge_encode(f, want->pattern)),
				send, 200);
	json_add_str(send, "rule_name", want->pattern);
	return forge_do(f, "POST", path, send, 201);
}

static int set_tag(struct forge *f, const struct forge_rule *want)
{
	CLEANUP(json) json_object *send = json_new();

	if (!want->who || !*want->who)
		return error(
			E_POLICY,
			"%s protects tags from all but those whom it is told",
			f->ops->name);
	json_add_str(send, "name_pattern", want->pattern);
	json_add_names(send, "whitelist_usernames", want->who);
	return forge_do(f, "POST", rules_path(f, true), send, 201);
}

int gitea_rule_set(struct forge *f, const struct forge_rule *want)
{
	struct fit fit;
	int rc = read_fits(f, want->pattern, want->tag, &fit);

	if (!rc)
		rc = error(E_POLICY, "who is no admin may not change it on %s",
			   f->ops->name);
	if (rc > 0 && want->tag)
		rc = fit.rule ? 0 : set_tag(f, want);
	else if (rc > 0)
		rc = set_branch(f, &fit, want);
	json_object_put(fit.rule);
	return rc < 0 ? error_in(rc, "cannot protect '%s'", want->pattern) : 0;
}
