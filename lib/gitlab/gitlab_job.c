#include "dialect/forge_gather.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

/* A job keeps one archive, which has the job's name here. */
static int read_artifact(struct forge *f, json_object *o, const void *arg,
			 void *out)
{
	struct forge_artifact *kept = out;
	struct gitlab_job job;
	int rc;

	(void)arg;
	if ((rc = gitlab_read_job(f->arena, o, &job)) < 0)
		return rc;
	*kept = job.kept;
	kept->url = arena_printf(f->arena, "%s%s/jobs/%s/artifacts", f->api,
				 gitlab_project(f, NULL), kept->id);
	return 1;
}

static int read_gate(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	struct gitlab_job job;
	int rc;

	(void)arg;
	if ((rc = gitlab_read_job(f->arena, o, &job)) < 0)
		return rc;
	*(struct forge_gate *)out = job.gate;
	return job.held;
}

static int gather(struct forge *f, const char *run, forge_reader *read,
		  struct forge_array *all)
{
	return forge_gather(f,
			    arena_printf(f->arena, "%s/pipelines/%s/jobs?%s",
					 gitlab_project(f, NULL),
					 forge_encode(f, run), forge_page(f)),
			    NULL, read, NULL, all);
}

int gitlab_artifacts(struct forge *f, const char *run,
		     struct forge_artifact **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = gather(f, run, read_artifact, &all);
	struct forge_artifact *kept = all.item;

	if (!rc && !all.n) /* there is none without a job */
		rc = error(E_NET, "GitLab names no job of it");
	*out = kept;
	*n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (kept[i].size >= 0)
			kept[(*n)++] = kept[i];
	return rc < 0 ? error_in(rc, "artifacts of pipeline %s", run) : 0;
}

/* Jobs that a person starts: GitLab's approvals of environments are not in all
 * of its editions. */
int gitlab_gates(struct forge *f, const char *run, struct forge_gate **out,
		 size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = gather(f, run, read_gate, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "what pipeline %s waits for", run) : 0;
}

int gitlab_gate_answer(struct forge *f, const char *run,
		       const struct forge_gate *gate, bool yes,
		       const char *comment)
{
	CLEANUP(reply) struct forge_reply reply = FORGE_REPLY_INIT;
	const struct forge_call call = {
		.method = "POST",
		.path = arena_printf(f->arena, "%s/jobs/%s/play",
				     gitlab_project(f, NULL),
				     forge_encode(f, gate->id)),
		.proof = 200,
	};
	int rc;

	(void)comment;
	if (!yes)
		return error(
			E_POLICY,
			"GitLab knows no 'no' to job '%s' of pipeline %s: it waits until it is started",
			gate->name, run);
	rc = forge_call(f, &call, &reply);
	if (!rc && !json_object_object_get_ex(reply.json, "id", NULL))
		rc = error(E_NET, "GitLab does not say that it is started");
	return rc < 0 ? error_in(rc, "job '%s' of pipeline %s", gate->name,
				 run) :
			0;
}
