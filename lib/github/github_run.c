#include "dialect/forge_gather.h"
#include "github/github.h"
#include "github/github_read.h"

#include <string.h>

static const char *run_path(struct forge *f, const char *id)
{
	return arena_printf(f->arena, "%s/actions/runs/%s", forge_repo(f, NULL),
			    forge_encode(f, id));
}

static json_object *inputs_of(struct forge *f, const char *const *input)
{
	json_object *o = json_new();

	for (; input && *input; input++) {
		size_t n = strcspn(*input, "=");

		json_add_str(o, arena_strndup(f->arena, *input, n),
			     (*input)[n] ? *input + n + 1 : "");
	}
	return o;
}

/* Which run it became is told by those that know the question. */
static int read_started(struct forge *f, const struct forge_reply *r,
			struct forge_run *out)
{
	int rc = 0;
	struct fields run = { f->arena, r->json, &rc };

	*out = (struct forge_run){ .result = FORGE_WAITING, .says = "queued" };
	if (!r->json)
		return 0;
	out->id = field_id(&run, "workflow_run_id");
	out->url = field_url_opt(&run, "html_url");
	return rc;
}

/* Gitea is asked for them in the query, Forgejo in the body under a name of its
 * own. */
int github_run_start(struct forge *f, const struct forge_dispatch *d,
		     struct forge_run *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool hub = f->kind == FORGE_GITHUB;
	int rc;

	json_add_str(send, "ref", d->ref);
	json_add(send, "inputs", inputs_of(f, d->input));
	if (hub)
		json_add_flag(send, "return_run_details", true);
	rc = forge_call(f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(
					f->arena,
					"%s/actions/workflows/%s/dispatches%s",
					forge_repo(f, NULL),
					forge_encode(f, d->workflow),
					hub ? "" : "?return_run_details=true"),
				.send = send },
			&r);
	if (rc == 0)
		rc = read_started(f, &r, out);
	return rc < 0 ? error_in(rc, "cannot start '%s' on '%s'", d->workflow,
				 d->ref) :
			0;
}

int github_run_get(struct forge *f, const char *id, struct forge_run *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, run_path(f, id), &r);

	if (rc == 0)
		rc = github_read_workflow_run(f->arena, r.json, out);
	return rc < 0 ? error_in(rc, "run %s", id) : 0;
}

static int read_run(struct forge *f, json_object *o, const void *arg, void *out)
{
	int rc = github_read_workflow_run(f->arena, o, out);

	(void)arg;
	return rc < 0 ? rc : 1;
}

int github_runs(struct forge *f, const char *commit, struct forge_run **out,
		size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(
		f,
		arena_printf(f->arena, "%s/actions/runs?head_sha=%s&%s",
			     forge_repo(f, NULL), forge_encode(f, commit),
			     forge_page(f)),
		"workflow_runs", read_run, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "runs of commit %s", commit) : 0;
}

static int read_artifact(struct forge *f, json_object *o, const void *arg,
			 void *out)
{
	int rc = github_read_artifact(f->arena, o, out);

	(void)arg;
	return rc < 0 ? rc : 1;
}

int github_artifacts(struct forge *f, const char *run,
		     struct forge_artifact **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f,
			      arena_printf(f->arena, "%s/artifacts?%s",
					   run_path(f, run), forge_page(f)),
			      "artifacts", read_artifact, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "artifacts of run %s", run) : 0;
}
