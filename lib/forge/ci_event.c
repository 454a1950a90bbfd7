#include "forge/ci_event.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

enum { EVENT_MAX = 32 << 20 };

const char *ci_variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static bool is_true(const char *name)
{
	const char *value = ci_variable(name);

	return value && !strcmp(value, "true");
}

enum ci ci_here(void)
{
	return is_true("GITLAB_CI")      ? CI_GITLAB :
	       is_true("GITHUB_ACTIONS") ? CI_ACTIONS :
					   CI_NONE;
}

/* GitHub and Gitea name the file; GitLab that of the webhook which triggered. */
int ci_event_file(const char *typed, const char **out)
{
	static const char *const names[] = { "GITHUB_EVENT_PATH",
					     "TRIGGER_PAYLOAD" };

	*out = typed;
	for (size_t i = 0; !*out && i < 2; i++)
		*out = ci_variable(names[i]);
	if (*out)
		return 0;
	int rc = error(E_USAGE, "there is no event: this is no job of CI");
	error_hint("name its file: --event=<file>, or GITHUB_EVENT_PATH");
	return rc;
}

int ci_event_read(struct arena *a, enum forge_kind kind, const char *path,
		  struct forge_event *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(json) json_object *o = NULL;
	int rc = strbuf_read_file(&text, path, EVENT_MAX, false);

	if (rc < 0)
		return error(E_NOTFOUND, "cannot read '%s'", path);
	rc = json_parse(&o, text.buf, text.len);
	if (!rc)
		rc = forge_event_read(a, kind, o, out);
	return rc < 0 ? error_in(rc, "'%s'", path) : 0;
}

/* Only of merged results CI_COMMIT_SHA is not the branch itself. */
static void read_merge_request(struct forge_event *out)
{
	out->project = ci_variable("CI_MERGE_REQUEST_PROJECT_PATH");
	out->number = strtol(ci_variable("CI_MERGE_REQUEST_IID"), NULL, 10);
	out->base = ci_variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
	out->head = ci_variable("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME");
	out->head_project = ci_variable("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH");
	out->head_id = ci_variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
	if (!out->head_id)
		out->head_id = ci_variable("CI_COMMIT_SHA");
}

void ci_event_of_gitlab(struct arena *a, struct forge_event *out)
{
	const char *branch = ci_variable("CI_COMMIT_BRANCH");
	const char *tag = ci_variable("CI_COMMIT_TAG");
	const char *from = ci_variable("CI_PIPELINE_SOURCE");

	*out = (struct forge_event){
		.project = ci_variable("CI_PROJECT_PATH"),
		.actor = ci_variable("GITLAB_USER_LOGIN"),
		.trunk = ci_variable("CI_DEFAULT_BRANCH"),
	};
	if (ci_variable("CI_MERGE_REQUEST_IID")) {
		read_merge_request(out);
	} else if (from && !strcmp(from, "push") && (branch || tag)) {
		out->ref = arena_printf(a, "refs/%s/%s", tag ? "tags" : "heads",
					tag ? tag : branch);
		out->before = ci_variable("CI_COMMIT_BEFORE_SHA");
		out->after = ci_variable("CI_COMMIT_SHA");
	}
}
