#include "net/forge_call.h"
#include "net/forge_name.h"
#include "net/gitea.h"
#include "net/github.h"
#include "net/gitlab.h"

#include <string.h>

/* 404: nobody of that name, or nobody who has to do with the project. */
static int ask(struct forge *f, const char *path, struct forge_reply *r)
{
	return forge_call(f,
			  &(struct forge_call){
				  .path = path, .proof = 200, .accept = "404" },
			  r);
}

int github_may_act(struct forge *f, const char *login)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	static const char *const enough[] = { "admin", "maintain", "write",
					      "owner" };
	int rc = ask(f,
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
		rc = ask(f,
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
