#include "dialect/forge_call.h"
#include "dialect/forge_title.h"
#include "gitea/gitea.h"
#include "github/github_read.h"

/* Gitea tells of one, and 404 of none. */
int gitea_pulls_of_commit(struct forge *f, const char *commit,
			  struct forge_pull **out, size_t *n)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	*out = arena_alloc(f->arena, sizeof(**out));
	*n = 0;
	rc = forge_look(f,
			arena_printf(f->arena, "%s/commits/%s/pull",
				     forge_repo(f, NULL),
				     forge_encode(f, commit)),
			&r);
	if (rc == 0 && r.status == 404)
		return 0;
	if (rc == 0)
		rc = github_read_pull(f->arena, r.json, *out);
	if (rc < 0)
		return error_in(rc, "pull requests of commit %s", commit);
	forge_title_read(FORGE_GITEA, *out);
	*n = 1;
	return 0;
}

/* It answers with nothing, so what came of it is asked for. */
int gitea_pull_merge(struct forge *f, const struct forge_pull *p,
		     const struct forge_merge *how, const char **commit)
{
	CLEANUP(json) json_object *send = json_new();
	struct forge_pull now;
	int rc;

	json_add_str(send, "Do", how->method ? how->method : "merge");
	json_add_str(send, "head_commit_id", p->head_id);
	json_add_str(send, "MergeTitleField", how->title);
	json_add_str(send, "MergeMessageField", how->message);
	rc = forge_do(f, "POST",
		      arena_printf(f->arena, "%s/pulls/%ld/merge",
				   forge_repo(f, NULL), p->number),
		      send, 200);
	rc = forge_merge_code(rc);
	if (rc == 0)
		rc = gitea_pull_get(f, p->number, &now);
	if (rc < 0)
		return error_in(rc, "cannot merge pull request #%ld",
				p->number);
	*commit = now.merge_id;
	return 0;
}
