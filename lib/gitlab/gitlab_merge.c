#include "base/cleanup.h"
#include "base/json.h"
#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <string.h>

/* One text is both title and message. */
static const char *text_of(struct forge *f, const struct forge_merge *how)
{
	if (!how->title || !how->message)
		return how->title ? how->title : how->message;
	return arena_printf(f->arena, "%s\n\n%s", how->title, how->message);
}

static int read_merged(struct forge *f, json_object *o, const char **commit)
{
	struct gitlab_ends ends;
	struct forge_pull now;
	int rc;

	if ((rc = gitlab_read_pull(f->arena, o, &now, &ends)) < 0)
		return rc;
	if (now.state != FORGE_MERGED)
		return error(E_POLICY, "GitLab has not merged it yet");
	*commit = now.merge_id;
	return 0;
}

/* Between a merge commit, rebasing and fast-forward the project's settings
 * choose. */
int gitlab_pull_merge(struct forge *f, const struct forge_pull *p,
		      const struct forge_merge *how, const char **commit)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool squash = how->method && !strcmp(how->method, "squash");
	int rc;

	json_add_str(send, "sha", p->head_id);
	if (how->method)
		json_add_flag(send, "squash", squash);
	json_add_str(send,
		     squash ? "squash_commit_message" : "merge_commit_message",
		     text_of(f, how));
	rc = forge_call(f,
			&(struct forge_call){
				.method = "PUT",
				.path = arena_printf(
					f->arena, "%s/merge_requests/%ld/merge",
					gitlab_project(f, NULL), p->number),
				.send = send,
				.proof = 200 },
			&r);
	rc = forge_merge_code(rc);
	if (rc == 0)
		rc = read_merged(f, r.json, commit);
	return rc < 0 ? error_in(rc, "cannot merge merge request !%ld",
				 p->number) :
			0;
}
