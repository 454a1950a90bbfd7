#include "dialect/forge_gather.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <string.h>

static const char *pipeline_path(struct forge *f, const char *id)
{
	return arena_printf(f->arena, "%s/pipelines/%s",
			    gitlab_project(f, NULL), forge_encode(f, id));
}

static json_object *variables_of(struct forge *f, const char *const *input)
{
	json_object *list = json_new_list();

	for (; input && *input; input++) {
		size_t n = strcspn(*input, "=");
		json_object *one = json_new();

		json_add_str(one, "key", arena_strndup(f->arena, *input, n));
		json_add_str(one, "value", (*input)[n] ? *input + n + 1 : "");
		json_append(list, one);
	}
	return list;
}

int gitlab_run_start(struct forge *f, const struct forge_dispatch *d,
		     struct forge_run *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "ref", d->ref);
	json_add(send, "variables", variables_of(f, d->input));
	rc = forge_call(f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(f->arena, "%s/pipeline",
						     gitlab_project(f, NULL)),
				.send = send,
				.proof = 201 },
			&r);
	if (rc == 0)
		rc = gitlab_read_pipeline(f->arena, r.json, out);
	return rc < 0 ?
		       error_in(rc, "cannot start a pipeline on '%s'", d->ref) :
		       0;
}

int gitlab_run_get(struct forge *f, const char *id, struct forge_run *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, pipeline_path(f, id), &r);

	if (rc == 0)
		rc = gitlab_read_pipeline(f->arena, r.json, out);
	return rc < 0 ? error_in(rc, "pipeline %s", id) : 0;
}

static int read_run(struct forge *f, json_object *o, const void *arg, void *out)
{
	int rc = gitlab_read_pipeline(f->arena, o, out);

	(void)arg;
	return rc < 0 ? rc : 1;
}

int gitlab_runs(struct forge *f, const char *commit, struct forge_run **out,
		size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(
		f,
		arena_printf(f->arena,
			     "%s/pipelines?sha=%s&order_by=id&sort=desc&%s",
			     gitlab_project(f, NULL), forge_encode(f, commit),
			     forge_page(f)),
		NULL, read_run, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "pipelines of commit %s", commit) : 0;
}
