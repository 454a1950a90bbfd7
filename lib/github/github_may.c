#include "dialect/forge_call.h"
#include "github/github.h"

#include <string.h>

/* 404: nobody of that name, or nobody who has to do with the project. */
int github_may_act(struct forge *f, const char *login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	static const char *const enough[] = { "admin", "maintain", "write",
					      "owner" };
	int rc = forge_look(
		f,
		arena_printf(f->arena, "%s/collaborators/%s/permission",
			     forge_repo(f, NULL), forge_encode(f, login)),
		&r);

	if (rc < 0)
		return error_in(rc, "what '%s' may do", login);
	if (r.status == 404)
		return 0;
	struct fields fields = { f->arena, r.json, &rc };
	const char *has = field_text(&fields, "permission");
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < sizeof(enough) / sizeof(*enough); i++)
		if (!strcmp(has, enough[i]))
			return 1;
	return 0;
}
