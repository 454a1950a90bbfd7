#include "gitea/gitea.h"

#include "dialect/forge_call.h"
#include "dialect/forge_checks.h"
#include "github/github.h"
#include "github/github_read.h"

static int gitea_checks(struct forge *f, const char *commit, const char *etag,
			struct forge_checks *out)
{
	const struct check_source source = {
		arena_printf(f->arena, "%s/commits/%s/status?%s",
			     forge_repo(f, NULL), forge_encode(f, commit),
			     forge_page(f)),
		"statuses", github_read_status
	};
	int rc = forge_checks_gather(f, &source, 1, etag, out);

	return rc < 0 ? error_in(rc, "checks of commit %s", commit) : 0;
}

const struct forge_ops forge_gitea = {
	.name = "Gitea",
	.pull = "pull request",
	.sign = "#",
	.drafts = true,
	.asset_twice = true,
	.prereleases = true,
	.may_push = github_may_push,
	.may_act = github_may_act,
	.pull_find = gitea_pull_find,
	.pull_last = gitea_pull_last,
	.approvals = github_approvals,
	.pulls = github_pulls,
	.pull_commits = gitea_pull_commits,
	.pull_get = gitea_pull_get,
	.pull_open = gitea_pull_open,
	.pull_edit = gitea_pull_edit,
	.labels_add = gitea_labels_add,
	.label_remove = gitea_label_remove,
	.comment_find = github_comment_find,
	.comment_add = github_comment_add,
	.comment_edit = github_comment_edit,
	.comments_after = github_comments_after,
	.release_find = github_release_find,
	.drafts_of = github_drafts,
	.release_make = github_release_make,
	.release_edit = github_release_edit,
	.release_delete = github_release_delete,
	.assets_send = gitea_assets_send,
	.asset_delete = gitea_asset_delete,
	.milestone_find = github_milestone_find,
	.scope = github_scope,
	.pulls_of_commit = gitea_pulls_of_commit,
	.pull_merge = gitea_pull_merge,
	.run_start = github_run_start,
	.run_get = github_run_get,
	.runs = github_runs,
	.artifacts = github_artifacts,
	.gates = gitea_gates,
	.gate_answer = gitea_gate_answer,
	.deployment = gitea_deployment,
	.guard = gitea_guard,
	.rule_see = gitea_rule_see,
	.rule_set = gitea_rule_set,
	.checks = gitea_checks,
};
