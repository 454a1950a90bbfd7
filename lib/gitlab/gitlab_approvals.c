#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <json-c/json.h>

int gitlab_approvals(struct forge *f, const struct forge_pull *p,
		     struct forge_approvals *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f,
			   arena_printf(f->arena,
					"%s/merge_requests/%ld/approvals",
					gitlab_project(f, NULL), p->number),
			   &r);

	*out = (struct forge_approvals){ 0 };
	struct fields fields = { f->arena, r.json, &rc };
	json_object *by = rc < 0 ? NULL : field_list(&fields, "approved_by");
	if (by)
		out->n = json_object_array_length(by);
	return rc < 0 ? error_in(rc, "approvals of merge request !%ld",
				 p->number) :
			0;
}
