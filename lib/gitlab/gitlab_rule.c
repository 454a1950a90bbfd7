/*
 * What protects a branch on GitLab: of several that fit, the most lenient one
 * holds.  Maintainers may read them.
 */
#include "dialect/forge_gather.h"
#include "dialect/forge_rule.h"
#include "gitlab/gitlab.h"

#include <json-c/json.h>
#include <string.h>

enum { NO_ONE = 0, DEVELOPERS = 30 };

struct fit {
	const char *pattern, *name;
	size_t n;         /* that fit */
	long push, merge; /* the highest number of the lowest who may */
	bool force;
	bool exact, others_push, others_force;
	json_object *own; /* "push_access_levels" of the exact one; put it */
};

/* Who may, of the levels: 0 only if no one is named. */
static long lowest(struct forge *f, struct fields *rule, const char *key)
{
	json_object *list = field_list(rule, key);
	size_t n = list ? json_object_array_length(list) : 0;
	long low = NO_ONE;

	for (size_t i = 0; i < n; i++) {
		struct fields one = { f->arena,
				      json_object_array_get_idx(list, i),
				      rule->rc };
		long level = (long)field_number_opt(&one, "access_level");
		if (field_number_opt(&one, "user_id") >= 0 ||
		    field_number_opt(&one, "group_id") >= 0)
			level = DEVELOPERS;
		if (level > 0 && (!low || level < low))
			low = level;
	}
	return low;
}

static long more_lenient(long a, long b)
{
	return !a || (b && b < a) ? b : a;
}

static int read_fit(struct forge *f, json_object *o, void *arg)
{
	struct fit *fit = arg;
	int rc = 0;
	struct fields rule = { f->arena, o, &rc };
	const char *glob = field_text(&rule, "name");

	if (rc < 0 ||
	    !(rule_fits(glob, fit->name) || !strcmp(glob, fit->pattern)))
		return rc;
	long push = lowest(f, &rule, "push_access_levels");
	bool force = field_flag(&rule, "allow_force_push");
	fit->n++;
	fit->push = more_lenient(fit->push, push);
	fit->merge = more_lenient(fit->merge,
				  lowest(f, &rule, "merge_access_levels"));
	fit->force |= force;
	if (!strcmp(glob, fit->pattern)) {
		fit->exact = true;
		fit->own = json_object_get(
			field_list(&rule, "push_access_levels"));
	} else {
		fit->others_push |= push != NO_ONE;
		fit->others_force |= force;
	}
	return rc;
}

static void release_fit(struct fit *fit)
{
	json_object_put(fit->own);
}

static const char *rules_path(struct forge *f, bool tag)
{
	return arena_printf(f->arena, "%s/protected_%s",
			    gitlab_project(f, NULL), tag ? "tags" : "branches");
}

/* 1; 0: one may not see them. */
static int read_fits(struct forge *f, const char *pattern, bool tag,
		     struct fit *fit)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	const char *path = arena_printf(f->arena, "%s?%s", rules_path(f, tag),
					forge_page(f));
	int rc = forge_call(f,
			    &(struct forge_call){ .path = path,
						  .accept = "401 403 404" },
			    &r);

	*fit = (struct fit){ .pattern = pattern,
			     .name = rule_sample(f, pattern) };
	if (rc < 0 || !r.json)
		return rc < 0 ? rc : 0;
	rc = forge_each(f, path, NULL, read_fit, fit);
	return rc < 0 ? rc : 1;
}

/* What everybody is told of a branch. */
static int see_little(struct forge *f, const char *branch,
		      struct forge_rule *out)
{
	struct forge_guard guard;
	int rc = gitlab_guard(f, branch, &guard);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	if (!guard.is_protected)
		out->force = out->remove = out->push = 1;
	else
		out->remove = 0;
	if (guard.may_push > 0)
		out->push = 1;
	return 0;
}

int gitlab_rule_see(struct forge *f, const char *pattern, bool tag,
		    struct forge_rule *out)
{
	struct fit fit;
	int rc = read_fits(f, pattern, tag, &fit);

	*out = rule_unseen(pattern, tag);
	if (rc > 0)
		*out = rule_open(pattern, tag);
	if (rc > 0 && fit.n) {
		out->force = !tag && fit.force;
		out->remove = 0;
		out->push = fit.push != NO_ONE;
	}
	if (!rc && !tag && !rule_is_glob(pattern))
		rc = see_little(f, pattern, out);
	/* these are the project's, or an edition's that is paid for */
	out->any_commit = FORGE_NEVER;
	out->approvals = FORGE_NEVER;
	out->checks = FORGE_NEVER;
	release_fit(&fit);
	return rc < 0 ? error_in(rc, "protection of '%s'", pattern) : 0;
}

static int in_the_way(const struct fit *fit, const struct forge_rule *want)
{
	if ((want->force == 0 && fit->others_force) ||
	    (want->push == 0 && fit->others_push))
		return error(
			E_POLICY,
			"another rule of GitLab fits '%s' too, and is more lenient",
			fit->pattern);
	return 0;
}

static int make_rule(struct forge *f, const struct fit *fit,
		     const struct forge_rule *want)
{
	CLEANUP(json) json_object *send = json_new();

	json_add_str(send, "name", want->pattern);
	if (want->tag) {
		json_add_number(send, "create_access_level", DEVELOPERS);
	} else {
		/* who may today, may then */
		long push = fit->n ? fit->push : DEVELOPERS;
		json_add_number(send, "push_access_level",
				want->push == 0 ? NO_ONE : push);
		json_add_number(send, "merge_access_level",
				fit->n ? fit->merge : DEVELOPERS);
		json_add_flag(send, "allow_force_push",
			      fit->n && fit->force && want->force);
	}
	return forge_do(f, "POST", rules_path(f, want->tag), send, 201);
}

/* All that may push today may no more, and no one is put there. */
static void add_no_one(json_object *send, json_object *levels)
{
	size_t n = levels ? json_object_array_length(levels) : 0;
	json_object *list = json_new_list(), *one = json_new();

	for (size_t i = 0; i < n; i++) {
		json_object *is = json_object_array_get_idx(levels, i);
		json_object *gone = json_new();
		json_add_number(gone, "id", json_get_int(is, "id"));
		json_add_flag(gone, "_destroy", true);
		json_append(list, gone);
	}
	json_add_number(one, "access_level", NO_ONE);
	json_append(list, one);
	json_add(send, "allowed_to_push", list);
}

static int edit_rule(struct forge *f, const struct fit *fit,
		     const struct forge_rule *want)
{
	CLEANUP(json) json_object *send = json_new();

	if (want->force == 0)
		json_add_flag(send, "allow_force_push", false);
	if (want->push == 0 && fit->push != NO_ONE)
		add_no_one(send, fit->own);
	return forge_do(f, "PATCH",
			arena_printf(f->arena, "%s/%s", rules_path(f, false),
				     forge_encode(f, want->pattern)),
			send, 200);
}

int gitlab_rule_set(struct forge *f, const struct forge_rule *want)
{
	struct fit fit;
	int rc = read_fits(f, want->pattern, want->tag, &fit);

	if (!rc)
		rc = error(E_POLICY,
			   "who is no maintainer may not change it on GitLab");
	if (rc > 0)
		rc = in_the_way(&fit, want);
	if (!rc && fit.exact)
		rc = want->tag ? 0 : edit_rule(f, &fit, want);
	else if (!rc)
		rc = make_rule(f, &fit, want);
	release_fit(&fit);
	return rc < 0 ? error_in(rc, "cannot protect '%s'", want->pattern) : 0;
}
