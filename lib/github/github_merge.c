#include "dialect/forge_gather.h"
#include "github/github.h"
#include "github/github_read.h"

static int read_pull(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	int rc = github_read_pull(f->arena, o, out);

	(void)arg;
	return rc < 0 ? rc : 1;
}

int github_pulls_of_commit(struct forge *f, const char *commit,
			   struct forge_pull **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f,
			      arena_printf(f->arena, "%s/commits/%s/pulls?%s",
					   forge_repo(f, NULL),
					   forge_encode(f, commit),
					   forge_page(f)),
			      NULL, read_pull, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "pull requests of commit %s", commit) : 0;
}

int github_pull_merge(struct forge *f, const struct forge_pull *p,
		      const struct forge_merge *how, const char **commit)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "merge_method", how->method);
	json_add_str(send, "sha", p->head_id);
	json_add_str(send, "commit_title", how->title);
	json_add_str(send, "commit_message", how->message);
	rc = forge_call(
		f,
		&(struct forge_call){
			.method = "PUT",
			.path = arena_printf(f->arena, "%s/pulls/%ld/merge",
					     forge_repo(f, NULL), p->number),
			.send = send,
			.proof = 200 },
		&r);
	rc = forge_merge_code(rc);
	if (rc == 0) {
		struct fields merged = { f->arena, r.json, &rc };
		*commit = field_commit_opt(&merged, "sha");
		if (!field_flag(&merged, "merged"))
			field_wrong(&merged, "merged", "true");
	}
	return rc < 0 ? error_in(rc, "cannot merge pull request #%ld",
				 p->number) :
			0;
}
