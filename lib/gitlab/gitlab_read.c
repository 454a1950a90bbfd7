#include "gitlab/gitlab_read.h"

#include "dialect/forge_json.h"
#include "dialect/forge_title.h"

#include <json-c/json.h>
#include <string.h>

static enum forge_state read_state(struct fields *f)
{
	const char *state = field_text(f, "state");

	if (!strcmp(state, "merged"))
		return FORGE_MERGED;
	if (!strcmp(state, "closed"))
		return FORGE_CLOSED;
	/* locked: while it is merged */
	if (strcmp(state, "opened") && strcmp(state, "locked"))
		field_wrong(f, "state", "opened, closed or merged");
	return FORGE_OPEN;
}

/* A fast-forward makes neither a merge nor a squashed commit. */
static const char *landed(struct fields *f)
{
	const char *id = field_commit_opt(f, "merge_commit_sha");

	if (!id)
		id = field_commit_opt(f, "squash_commit_sha");
	return id ? id : field_commit_opt(f, "sha");
}

int gitlab_read_pull(struct arena *a, json_object *o, struct forge_pull *out,
		     struct gitlab_ends *ends)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields by = field_in(&f, "author");
	struct fields milestone = field_in(&f, "milestone");
	long long from = field_number_opt(&f, "source_project_id");

	ends->from = from > 0 ? (long)from : 0;
	ends->to = field_number(&f, "target_project_id");
	*out = (struct forge_pull){
		.number = field_number(&f, "iid"),
		.state = read_state(&f),
		.draft = field_flag(&f, "draft"),
		.url = field_url(&f, "web_url"),
		.title = field_text(&f, "title"),
		.body = field_text_opt(&f, "description"),
		.head = field_text(&f, "source_branch"),
		.base = field_text(&f, "target_branch"),
		.head_id = field_commit_opt(&f, "sha"),
		.author = field_text_opt(&by, "username"),
		.milestone = field_text_opt(&milestone, "title"),
		.label = field_names(&f, "labels", NULL),
		.reviewer = field_names(&f, "reviewers", "username"),
	};
	if (out->state == FORGE_MERGED)
		out->merge_id = landed(&f);
	forge_title_read(FORGE_GITLAB, out);
	return rc;
}

int gitlab_read_item(struct arena *a, json_object *o, bool pull,
		     struct forge_item *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields by = field_in(&f, "author");
	struct fields milestone = field_in(&f, "milestone");

	*out = (struct forge_item){
		.number = field_number(&f, "iid"),
		.pull = pull,
		.state = read_state(&f),
		.url = field_url(&f, "web_url"),
		.title = field_text(&f, "title"),
		.author = field_text_opt(&by, "username"),
		.milestone = field_text_opt(&milestone, "title"),
		.ended = field_text_opt(&f, "merged_at"),
		.label = field_names(&f, "labels", NULL),
	};
	if (!out->ended)
		out->ended = field_text_opt(&f, "closed_at");
	return rc;
}

int gitlab_read_note(struct arena *a, json_object *o, struct forge_comment *out,
		     bool *system)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields by = field_in(&f, "author");

	*system = field_flag(&f, "system");
	*out = (struct forge_comment){
		.id = field_id(&f, "id"),
		.body = field_text(&f, "body"),
		.author = field_text_opt(&by, "username"),
		.made = field_text_opt(&f, "created_at"),
	};
	return rc;
}

static int read_link(struct arena *a, json_object *o, struct forge_asset *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };

	*out = (struct forge_asset){
		.id = field_id(&f, "id"),
		.name = field_text(&f, "name"),
		.url = field_url(&f, "url"),
		.size = -1,
		.whole = true,
	};
	return rc;
}

int gitlab_read_release(struct arena *a, json_object *o,
			struct forge_release *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	struct fields assets = field_in(&f, "assets");
	struct fields links = field_in(&f, "_links");
	json_object *list = field_list(&assets, "links");

	*out = (struct forge_release){
		.url = field_url_opt(&links, "self"),
		.tag = field_text(&f, "tag_name"),
		.name = field_text_opt(&f, "name"),
		.body = field_text_opt(&f, "description"),
	};
	out->id = out->tag;
	if (rc < 0 || !list)
		return rc;
	size_t n = json_object_array_length(list);
	out->asset = arena_alloc(a, (n + 1) * sizeof(*out->asset));
	for (size_t i = 0; i < n; i++) {
		rc = read_link(a, json_object_array_get_idx(list, i),
			       &out->asset[out->n_assets++]);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int gitlab_read_file(struct arena *a, json_object *o, struct forge_asset *out,
		     long *newer)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *sha256 = field_text_opt(&f, "file_sha256");

	*newer = field_number(&f, "id");
	*out = (struct forge_asset){
		.id = field_id(&f, "id"),
		.name = field_text(&f, "file_name"),
		.size = field_number_opt(&f, "size"),
		.digest = sha256 && *sha256 ?
				  arena_printf(a, "sha256:%s", sha256) :
				  NULL,
		.whole = true,
	};
	return rc;
}

static enum forge_result result_of(const char *says, bool may_fail)
{
	if (!strcmp(says, "success"))
		return FORGE_PASSED;
	if (!strcmp(says, "skipped"))
		return FORGE_SKIPPED;
	if (!strcmp(says, "failed") || !strcmp(says, "canceled"))
		return may_fail ? FORGE_SKIPPED : FORGE_FAILED;
	/* a person may start it, and nothing waits for that */
	if (!strcmp(says, "manual") && may_fail)
		return FORGE_SKIPPED;
	return FORGE_WAITING;
}

int gitlab_read_status(struct arena *a, json_object *o, struct forge_check *out,
		       long long *newer)
{
	int rc = 0;
	struct fields f = { a, o, &rc };
	const char *says = field_text(&f, "status");

	*newer = field_number(&f, "id");
	*out = (struct forge_check){
		.name = field_text(&f, "name"),
		.url = field_link_opt(&f, "target_url"),
		.says = says,
		.result = result_of(says, field_flag(&f, "allow_failure")),
	};
	return rc;
}
