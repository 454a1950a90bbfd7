#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "github/github.h"

#include <json-c/json.h>
#include <string.h>

/* Of the branch itself: what is protected in the older way. */
static int read_branch(struct forge *f, json_object *o, struct forge_guard *out)
{
	int rc = 0;
	struct fields branch = { f->arena, o, &rc };
	struct fields old = field_in(&branch, "protection");
	struct fields checks = field_in(&old, "required_status_checks");

	out->is_protected = field_flag(&branch, "protected");
	out->check = field_names(&checks, "contexts", NULL);
	out->may_push = out->is_protected ? -1 : 1;
	out->approvals = field_flag(&old, "enabled") ? -1 : 0;
	return rc;
}

/* A rule of a set of rules: these can be read by all. */
static int read_rule(struct forge *f, json_object *o, void *arg)
{
	struct forge_guard *out = arg;
	int rc = 0;
	struct fields rule = { f->arena, o, &rc };
	struct fields how = field_in(&rule, "parameters");
	const char *type = field_text(&rule, "type");

	out->is_protected = true;
	if (out->may_push > 0)
		out->may_push = -1;
	if (!strcmp(type, "pull_request")) {
		long n = (long)field_number_opt(
			&how, "required_approving_review_count");
		out->may_push = 0;
		if (n > out->approvals)
			out->approvals = n;
	} else if (!strcmp(type, "required_status_checks")) {
		out->check = forge_union(
			f, out->check,
			field_names(&how, "required_status_checks", "context"));
	}
	return rc;
}

int github_guard(struct forge *f, const char *branch, struct forge_guard *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	const char *name = forge_encode(f, branch);
	int rc;

	*out = (struct forge_guard){ 0 };
	rc = forge_get(f,
		       arena_printf(f->arena, "%s/branches/%s",
				    forge_repo(f, NULL), name),
		       &r);
	if (rc == 0)
		rc = read_branch(f, r.json, out);
	if (rc == 0)
		rc = forge_each(
			f,
			arena_printf(f->arena, "%s/rules/branches/%s?%s",
				     forge_repo(f, NULL), name, forge_page(f)),
			NULL, read_rule, out);
	return rc < 0 ? error_in(rc, "protection of '%s'", branch) : 0;
}
