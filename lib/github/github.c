#include "github/github.h"

#include "dialect/forge_call.h"

/* An app's token is nobody's: it has no login. */
static int read_login(struct forge *f, const char **login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	rc = forge_call(f,
			&(struct forge_call){ .path = "/user",
					      .proof = 200,
					      .accept = "403" },
			&r);
	if (rc < 0 || r.status != 200)
		return rc;
	struct fields user = { f->arena, r.json, &rc };
	*login = field_text(&user, "login");
	return rc;
}

int github_may_push(struct forge *f, const char **login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool may = false;
	int rc;

	*login = NULL;
	if (!f->token)
		return 0;
	rc = forge_get(f, forge_repo(f, NULL), &r);
	if (rc == 0) {
		struct fields repo = { f->arena, r.json, &rc };
		struct fields may_do = field_in(&repo, "permissions");
		may = field_flag(&may_do, "push");
	}
	if (rc == 0)
		rc = read_login(f, login);
	return rc < 0 ? error_in(rc, "project '%s'", f->project) : may;
}

const struct forge_ops forge_github = {
	.name = "GitHub",
	.pull = "pull request",
	.sign = "#",
	.pull_text = 65536,
	.release_text = 125000,
	.drafts = true,
	.keeps_deletable = true,
	.prereleases = true,
	.may_push = github_may_push,
	.may_act = github_may_act,
	.pull_find = github_pull_find,
	.pull_last = github_pull_last,
	.approvals = github_approvals,
	.pulls = github_pulls,
	.pull_commits = github_pull_commits,
	.pull_get = github_pull_get,
	.pull_open = github_pull_open,
	.pull_edit = github_pull_edit,
	.labels_add = github_labels_add,
	.label_remove = github_label_remove,
	.comment_find = github_comment_find,
	.comment_add = github_comment_add,
	.comment_edit = github_comment_edit,
	.comments_after = github_comments_after,
	.tags = github_tags,
	.release_find = github_release_find,
	.drafts_of = github_drafts,
	.release_make = github_release_make,
	.release_edit = github_release_edit,
	.release_delete = github_release_delete,
	.assets_send = github_assets_send,
	.asset_delete = github_asset_delete,
	.milestone_find = github_milestone_find,
	.scope = github_scope,
	.pulls_of_commit = github_pulls_of_commit,
	.pull_merge = github_pull_merge,
	.run_start = github_run_start,
	.run_get = github_run_get,
	.runs = github_runs,
	.artifacts = github_artifacts,
	.gates = github_gates,
	.gate_answer = github_gate_answer,
	.deployment = github_deployment,
	.guard = github_guard,
	.rule_see = github_rule_see,
	.rule_set = github_rule_set,
	.checks = github_checks,
};
