#include "dialect/forge_call.h"
#include "gitea/gitea.h"

int gitea_guard(struct forge *f, const char *branch, struct forge_guard *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f,
			   arena_printf(f->arena, "%s/branches/%s",
					forge_repo(f, NULL),
					forge_encode(f, branch)),
			   &r);

	*out = (struct forge_guard){ .may_push = -1, .approvals = -1 };
	if (rc == 0) {
		struct fields fields = { f->arena, r.json, &rc };
		out->is_protected = field_flag(&fields, "protected");
		out->may_push = field_flag(&fields, "user_can_push");
		out->approvals =
			(long)field_number_opt(&fields, "required_approvals");
		out->check =
			field_names(&fields, "status_check_contexts", NULL);
	}
	return rc < 0 ? error_in(rc, "protection of '%s'", branch) : 0;
}
