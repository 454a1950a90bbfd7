#include "github/github_read.h"

#include "dialect/forge_json.h"

#include <string.h>

/* Gitea leaves the conclusion empty, or has it for the status. */
static enum forge_result result_of(const char *status, const char *end)
{
	static const char *const waiting[] = { "queued",  "in_progress",
					       "waiting", "requested",
					       "pending", "running",
					       "blocked", "action_required" };
	const char *word = end && *end ? end : status;

	if (!strcmp(word, "success"))
		return FORGE_PASSED;
	if (!strcmp(word, "skipped") || !strcmp(word, "neutral"))
		return FORGE_SKIPPED;
	for (size_t i = 0; i < sizeof(waiting) / sizeof(*waiting); i++)
		if (!strcmp(word, waiting[i]))
			return FORGE_WAITING;
	return FORGE_FAILED;
}

/* ".github/workflows/ci.yml@main", "ci.yml@refs/heads/main" */
static const char *file_of(struct arena *a, const char *path)
{
	if (!path)
		return NULL;
	const char *all = arena_strndup(a, path, strcspn(path, "@"));
	const char *last = strrchr(all, '/');
	return last ? last + 1 : all;
}

int github_read_workflow_run(struct arena *a, json_object *o,
			     struct forge_run *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *status = field_text(&f, "status");
	const char *end = field_text_opt(&f, "conclusion");

	*out = (struct forge_run){
		.id = field_id(&f, "id"),
		.url = field_url(&f, "html_url"),
		.name = field_text_opt(&f, "name"),
		.event = field_text_opt(&f, "event"),
		.file = file_of(a, field_text_opt(&f, "path")),
		.commit = field_commit_opt(&f, "head_sha"),
		.branch = field_text_opt(&f, "head_branch"),
		.says = end && *end ? end : status,
		.made = field_text_opt(&f, "created_at"),
		.result = result_of(status, end),
		/* of a stranger's pull request it is an ended run that waits */
		.held = !strcmp(status, "waiting") ||
			(end && !strcmp(end, "action_required")),
	};
	return rc;
}

int github_read_artifact(struct arena *a, json_object *o,
			 struct forge_artifact *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };

	*out = (struct forge_artifact){
		.id = field_id(&f, "id"),
		.name = field_text(&f, "name"),
		.url = field_url_opt(&f, "archive_download_url"),
		.digest = field_text_opt(&f, "digest"),
		.size = field_number_opt(&f, "size_in_bytes"),
	};
	return rc;
}
