#include "dialect/forge_gather.h"
#include "dialect/forge_title.h"
#include "github/github.h"
#include "github/github_read.h"

#include <string.h>

static int read_pull(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	int rc = github_read_pull(f->arena, o, out);

	(void)arg;
	if (rc == 0)
		forge_title_read(f->kind, out);
	return rc < 0 ? rc : 1;
}

int github_pulls(struct forge *f, struct forge_pull **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f,
			      arena_printf(f->arena, "%s/pulls?state=open&%s",
					   forge_repo(f, NULL), forge_page(f)),
			      NULL, read_pull, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "open pull requests") : 0;
}

static int read_commit(struct forge *f, json_object *o, const void *arg,
		       void *out)
{
	struct forge_commit *commit = out;
	int rc = 0;
	struct fields item = { f->arena, o, &rc };
	struct fields says = field_in(&item, "commit");
	struct fields author = field_in(&says, "author");
	const char *text = field_text(&says, "message");

	(void)arg;
	*commit = (struct forge_commit){
		.id = field_commit_opt(&item, "sha"),
		.title = arena_strndup(f->arena, text, strcspn(text, "\n")),
		.author = field_text_opt(&author, "email"),
	};
	if (!commit->id)
		field_wrong(&item, "sha", "a commit");
	return rc < 0 ? rc : 1;
}

int github_pull_commits(struct forge *f, long number, struct forge_commit **out,
			size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f,
			      arena_printf(f->arena, "%s/pulls/%ld/commits?%s",
					   forge_repo(f, NULL), number,
					   forge_page(f)),
			      NULL, read_commit, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "commits of pull request #%ld", number) :
			0;
}
