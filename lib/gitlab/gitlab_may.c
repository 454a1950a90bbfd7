#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "gitlab/gitlab.h"

/* From a developer (30) on one may push. */
int gitlab_may_act(struct forge *f, const char *login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	long id = 0;
	int rc = forge_find_id(f,
			       arena_printf(f->arena, "/users?username=%s",
					    forge_encode(f, login)),
			       "username", login, "id", &id);

	if (rc > 0)
		rc = forge_look(f,
				arena_printf(f->arena, "%s/members/all/%ld",
					     gitlab_project(f, NULL), id),
				&r);
	else if (rc == 0)
		return 0;
	if (rc < 0)
		return error_in(rc, "what '%s' may do", login);
	if (r.status == 404)
		return 0;
	struct fields fields = { f->arena, r.json, &rc };
	long level = field_number(&fields, "access_level");
	return rc < 0 ? rc : level >= 30;
}
