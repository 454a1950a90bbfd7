#include "gitlab/gitlab_read.h"

#include "dialect/forge_json.h"

#include <json-c/json.h>
#include <string.h>

static enum forge_result result_of(const char *says)
{
	if (!strcmp(says, "success"))
		return FORGE_PASSED;
	if (!strcmp(says, "skipped"))
		return FORGE_SKIPPED;
	if (!strcmp(says, "failed") || !strcmp(says, "canceled"))
		return FORGE_FAILED;
	return FORGE_WAITING;
}

int gitlab_read_pipeline(struct arena *a, json_object *o, struct forge_run *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *says = field_text(&f, "status");

	*out = (struct forge_run){
		.id = field_id(&f, "id"),
		.url = field_url(&f, "web_url"),
		.event = field_text_opt(&f, "source"),
		.commit = field_commit_opt(&f, "sha"),
		.branch = field_text_opt(&f, "ref"),
		.says = says,
		.made = field_text_opt(&f, "created_at"),
		.result = result_of(says),
		.held = !strcmp(says, "manual"),
	};
	return rc;
}

int gitlab_read_job(struct arena *a, json_object *o, struct gitlab_job *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	json_object *list = field_list(&f, "artifacts");
	size_t n = list ? json_object_array_length(list) : 0;

	*out = (struct gitlab_job){
		.gate = { field_id(&f, "id"), field_text(&f, "name"), true },
		.held = !strcmp(field_text(&f, "status"), "manual"),
	};
	out->kept = (struct forge_artifact){ .id = out->gate.id,
					     .name = out->gate.name,
					     .size = -1 };
	/* logs and reports are among them; the archive is what a job keeps */
	for (size_t i = 0; i < n; i++) {
		json_object *item = json_object_array_get_idx(list, i);
		struct fields kept = { a, item, &rc };

		if (!strcmp(field_text(&kept, "file_type"), "archive"))
			out->kept.size = field_number_opt(&kept, "size");
	}
	return rc;
}
