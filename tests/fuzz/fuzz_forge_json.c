/*
 * Answers of forges, each kind read by each reader: an answer is taken whole or
 * refused with a reason; what is taken has what must be there.
 */
#include "tests/fuzz/fuzz.h"

#include "dialect/forge_json.h"
#include "dialect/forge_time.h"
#include "dialect/forge_title.h"
#include "github/github_read.h"
#include "gitlab/gitlab_read.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

static void need(bool is_there)
{
	if (!is_there)
		abort();
}

/* Recorded, if it failed. */
static bool was_read(int rc)
{
	need(rc == 0 || (rc == E_NET && *error_message()));
	return rc == 0;
}

static void look_at_pull(struct forge_pull *p)
{
	need(p->title && p->head && p->base && p->label && p->number >= 0);
	need(strstr(p->url, "://"));
	for (int kind = 0; kind < N_FORGES; kind++) {
		forge_title_read((enum forge_kind)kind, p);
		need(p->title);
	}
}

static void look_at_release(const struct forge_release *r)
{
	need(r->id && r->tag);
	for (size_t i = 0; i < r->n_assets; i++)
		need(r->asset[i].id && r->asset[i].name &&
		     r->asset[i].size >= -1);
}

static void read_others(struct arena *a, json_object *o)
{
	struct forge_item item;
	struct forge_run run;
	struct forge_artifact artifact;
	struct gitlab_job job;

	if (was_read(github_read_item(a, o, &item)))
		need(item.title && item.label && strstr(item.url, "://"));
	if (was_read(gitlab_read_item(a, o, true, &item)))
		need(item.title && item.label && strstr(item.url, "://"));
	if (was_read(github_read_workflow_run(a, o, &run)))
		need(run.id && run.says && strstr(run.url, "://"));
	if (was_read(gitlab_read_pipeline(a, o, &run)))
		need(run.id && run.says && strstr(run.url, "://"));
	if (was_read(github_read_artifact(a, o, &artifact)))
		need(artifact.id && artifact.name && artifact.size >= -1);
	if (was_read(gitlab_read_job(a, o, &job)))
		need(job.gate.id && job.kept.size >= -1);
	const char *made = json_get_str(o, "created_at");
	if (made)
		forge_time(made);
}

static void read_all(struct arena *a, json_object *o)
{
	struct forge_pull pull;
	struct forge_comment comment;
	struct forge_release release;
	struct forge_asset asset;
	struct forge_check check;
	struct gitlab_ends ends;
	long long newer;
	long newest;
	bool system;

	if (was_read(github_read_pull(a, o, &pull)))
		look_at_pull(&pull);
	if (was_read(gitlab_read_pull(a, o, &pull, &ends)))
		look_at_pull(&pull);
	if (was_read(github_read_comment(a, o, &comment)))
		need(comment.id && comment.body);
	if (was_read(gitlab_read_note(a, o, &comment, &system)))
		need(comment.id && comment.body);
	if (was_read(github_read_release(a, o, &release)))
		look_at_release(&release);
	if (was_read(gitlab_read_release(a, o, &release)))
		look_at_release(&release);
	if (was_read(gitlab_read_file(a, o, &asset, &newest)))
		need(asset.id && asset.name);
	if (was_read(github_read_run(a, o, &check, &newer)))
		need(check.name && check.says && newer >= 0);
	if (was_read(github_read_status(a, o, &check, &newer)))
		need(check.name && check.says);
	if (was_read(gitlab_read_status(a, o, &check, &newer)))
		need(check.name && check.says);
	read_others(a, o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = ARENA_INIT;
	struct http_answer a = HTTP_ANSWER_INIT;
	struct strbuf words = STRBUF_INIT;
	json_object *o;

	strbuf_add(&a.body, data, n);
	http_says(&words, &a);
	if (json_parse(&o, a.body.buf, a.body.len) == 0) {
		read_all(&arena, o);
		if (json_object_is_type(o, json_type_array) &&
		    json_object_array_length(o))
			read_all(&arena, json_object_array_get_idx(o, 0));
		github_upload_url(&arena, "https://api.github.com", words.buf);
		json_object_put(o);
	}
	strbuf_release(&words);
	http_answer_release(&a);
	arena_release(&arena);
	return 0;
}
