#include "dialect/forge_gather.h"
#include "gitlab/gitlab.h"

#include <string.h>

struct newest {
	const char *commit;
	struct forge_deployment *out;
};

static enum forge_result result_of(const char *status)
{
	return !strcmp(status, "success") ? FORGE_PASSED :
	       !strcmp(status, "failed") || !strcmp(status, "canceled") ?
					    FORGE_FAILED :
					    FORGE_WAITING;
}

/* GitLab is not asked by commit: of all of the environment, the newest first, the
 * first one of the commit ends it. */
static int take(struct forge *f, json_object *item, void *arg)
{
	struct newest *n = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	const char *commit = field_text(&fields, "sha");
	const char *status = field_text(&fields, "status");
	struct fields job = field_in(&fields, "deployable");

	if (rc || strcmp(commit, n->commit) != 0)
		return rc;
	*n->out = (struct forge_deployment){
		.url = field_link_opt(&job, "web_url"),
		.says = status,
		.result = result_of(status),
		.held = !strcmp(status, "blocked"),
	};
	return rc ? rc : 1;
}

int gitlab_deployment(struct forge *f, const char *commit,
		      const char *environment, struct forge_deployment *out)
{
	struct newest newest = { commit, out };
	int rc = forge_each(
		f,
		arena_printf(
			f->arena,
			"%s/deployments?environment=%s&order_by=id&sort=desc&%s",
			gitlab_project(f, NULL), forge_encode(f, environment),
			forge_page(f)),
		NULL, take, &newest);

	if (!rc)
		rc = error(E_NOTFOUND, "there is none");
	return rc < 0 ? error_in(rc, "deployment of %s to '%s'", commit,
				 environment) :
			0;
}
