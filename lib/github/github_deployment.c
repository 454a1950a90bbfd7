#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "github/github.h"

#include <string.h>

struct newest {
	const char *commit, *environment;
	long id; /* -1: none was seen */
	struct forge_deployment *out;
};

/* Those of another commit or environment are left out, should the forge not have
 * heeded what it was asked for. */
static int take(struct forge *f, json_object *item, void *arg)
{
	struct newest *n = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	long id = field_number(&fields, "id");
	const char *commit = field_text(&fields, "sha");
	const char *environment = field_text(&fields, "environment");

	if (!rc && id > n->id && !strcmp(commit, n->commit) &&
	    forge_same_name(environment, n->environment))
		n->id = id;
	return rc;
}

static enum forge_result result_of(const char *state)
{
	return !strcmp(state, "success") ? FORGE_PASSED :
	       !strcmp(state, "failure") || !strcmp(state, "error") ?
					   FORGE_FAILED :
					   FORGE_WAITING;
}

/* "inactive" is what the next deployment makes of this one: how it ended stands
 * before that. */
static int take_status(struct forge *f, json_object *item, void *arg)
{
	struct newest *n = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	long id = field_number(&fields, "id");
	const char *state = field_text(&fields, "state");
	const char *log = field_link_opt(&fields, "log_url");

	if (rc || id <= n->id || !strcmp(state, "inactive"))
		return rc;
	n->id = id;
	*n->out = (struct forge_deployment){
		.url = log ? log : field_link_opt(&fields, "target_url"),
		.says = state,
		.result = result_of(state),
		.held = !strcmp(state, "waiting"),
	};
	return rc;
}

static int find(struct forge *f, struct newest *n)
{
	int rc = forge_each(
		f,
		arena_printf(f->arena, "%s/deployments?sha=%s%s&%s",
			     forge_repo(f, NULL), forge_encode(f, n->commit),
			     forge_query(f, "environment", n->environment),
			     forge_page(f)),
		NULL, take, n);

	if (!rc && n->id < 0)
		rc = error(E_NOTFOUND, "there is none");
	return rc;
}

int github_deployment(struct forge *f, const char *commit,
		      const char *environment, struct forge_deployment *out)
{
	struct newest all = { commit, environment, -1, out }, of = all;
	int rc = find(f, &all);

	*out = (struct forge_deployment){ .says = "pending" };
	if (!rc)
		rc = forge_each(f,
				arena_printf(f->arena,
					     "%s/deployments/%ld/statuses?%s",
					     forge_repo(f, NULL), all.id,
					     forge_page(f)),
				NULL, take_status, &of);
	return rc < 0 ? error_in(rc, "deployment of %s to '%s'", commit,
				 environment) :
			0;
}
