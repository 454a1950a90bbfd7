#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"

const char *gitlab_project(struct forge *f, const char *project)
{
	return arena_printf(f->arena, "/projects/%s",
			    forge_encode(f, project ? project : f->project));
}

int gitlab_project_id(struct forge *f, const char *project, long *id)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, gitlab_project(f, project), &r);

	if (rc < 0)
		return error_in(rc, "project '%s'",
				project ? project : f->project);
	struct fields fields = { f->arena, r.json, &rc };
	*id = field_number(&fields, "id");
	return rc;
}
