#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"

/* What it needs, GitLab tells maintainers only; checks and approvals are the
 * project's settings, not the branch's. */
int gitlab_guard(struct forge *f, const char *branch, struct forge_guard *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f,
			   arena_printf(f->arena, "%s/repository/branches/%s",
					gitlab_project(f, NULL),
					forge_encode(f, branch)),
			   &r);

	*out = (struct forge_guard){ .may_push = -1, .approvals = -1 };
	if (rc == 0) {
		struct fields fields = { f->arena, r.json, &rc };
		out->is_protected = field_flag(&fields, "protected");
		out->may_push = field_flag(&fields, "can_push");
	}
	return rc < 0 ? error_in(rc, "protection of '%s'", branch) : 0;
}
