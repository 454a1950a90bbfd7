#include "gitlab/gitlab.h"

#include "dialect/forge_call.h"
#include "dialect/forge_checks.h"
#include "gitlab/gitlab_read.h"

enum { DEVELOPER = 30 }; /* from there on one may push */

static int read_login(struct forge *f, const char **login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	/* the token of a job is nobody's */
	rc = forge_call(f,
			&(struct forge_call){ .path = "/user",
					      .proof = 200,
					      .accept = "401 403" },
			&r);
	if (rc < 0 || r.status != 200)
		return rc;
	struct fields user = { f->arena, r.json, &rc };
	*login = field_text(&user, "username");
	return rc;
}

static bool has_access(struct fields *permissions, const char *of)
{
	struct fields access = field_in(permissions, of);

	return field_number_opt(&access, "access_level") >= DEVELOPER;
}

static int gitlab_may_push(struct forge *f, const char **login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool may = false;
	int rc;

	*login = NULL;
	if (!f->token)
		return 0;
	rc = forge_get(f, gitlab_project(f, NULL), &r);
	if (rc == 0) {
		struct fields project = { f->arena, r.json, &rc };
		struct fields all = field_in(&project, "permissions");
		may = has_access(&all, "project_access") ||
		      has_access(&all, "group_access");
	}
	if (rc == 0)
		rc = read_login(f, login);
	return rc < 0 ? error_in(rc, "project '%s'", f->project) : may;
}

static int gitlab_checks(struct forge *f, const char *commit, const char *etag,
			 struct forge_checks *out)
{
	const struct check_source source = {
		arena_printf(f->arena, "%s/repository/commits/%s/statuses?%s",
			     gitlab_project(f, NULL), forge_encode(f, commit),
			     forge_page(f)),
		NULL, gitlab_read_status
	};
	int rc = forge_checks_gather(f, &source, 1, etag, out);

	return rc < 0 ? error_in(rc, "checks of commit %s", commit) : 0;
}

const struct forge_ops forge_gitlab = {
	.name = "GitLab",
	.pull = "merge request",
	.sign = "!",
	.drafts = false,
	.pull_text = 1048576,
	.release_text = 1048576,
	.prereleases = false,
	.may_push = gitlab_may_push,
	.may_act = gitlab_may_act,
	.pull_find = gitlab_pull_find,
	.pull_last = gitlab_pull_last,
	.approvals = gitlab_approvals,
	.pulls = gitlab_pulls,
	.pull_commits = gitlab_pull_commits,
	.pull_get = gitlab_pull_get,
	.pull_open = gitlab_pull_open,
	.pull_edit = gitlab_pull_edit,
	.labels_add = gitlab_labels_add,
	.label_remove = gitlab_label_remove,
	.comment_find = gitlab_comment_find,
	.comment_add = gitlab_comment_add,
	.comment_edit = gitlab_comment_edit,
	.comments_after = gitlab_comments_after,
	.release_find = gitlab_release_find,
	.release_make = gitlab_release_make,
	.release_edit = gitlab_release_edit,
	.release_delete = gitlab_release_delete,
	.assets_send = gitlab_assets_send,
	.files_ahead = gitlab_files_ahead,
	.asset_delete = gitlab_asset_delete,
	.milestone_find = gitlab_milestone_find,
	.scope = gitlab_scope,
	.pulls_of_commit = gitlab_pulls_of_commit,
	.pull_merge = gitlab_pull_merge,
	.run_start = gitlab_run_start,
	.run_get = gitlab_run_get,
	.runs = gitlab_runs,
	.artifacts = gitlab_artifacts,
	.gates = gitlab_gates,
	.gate_answer = gitlab_gate_answer,
	.deployment = gitlab_deployment,
	.guard = gitlab_guard,
	.rule_see = gitlab_rule_see,
	.rule_set = gitlab_rule_set,
	.checks = gitlab_checks,
};
