#include "dialect/forge_gather.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

/* A fork's name is not asked for: that would be a request for each. */
static int read_pull(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	struct forge_pull *p = out;
	struct gitlab_ends ends;
	int rc = gitlab_read_pull(f->arena, o, p, &ends);

	(void)arg;
	if (rc < 0)
		return rc;
	p->base_project = f->project;
	p->head_project = ends.from == ends.to ? f->project : NULL;
	return 1;
}

static int list(struct forge *f, const char *path, struct forge_pull **out,
		size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f, path, NULL, read_pull, NULL, &all);

	*out = all.item;
	*n = all.n;
	return rc;
}

int gitlab_pulls(struct forge *f, struct forge_pull **out, size_t *n)
{
	int rc =
		list(f,
		     arena_printf(f->arena, "%s/merge_requests?state=opened&%s",
				  gitlab_project(f, NULL), forge_page(f)),
		     out, n);

	return rc < 0 ? error_in(rc, "open merge requests") : 0;
}

int gitlab_pulls_of_commit(struct forge *f, const char *commit,
			   struct forge_pull **out, size_t *n)
{
	int rc = list(f,
		      arena_printf(f->arena,
				   "%s/repository/commits/%s/merge_requests?%s",
				   gitlab_project(f, NULL),
				   forge_encode(f, commit), forge_page(f)),
		      out, n);

	return rc < 0 ? error_in(rc, "merge requests of commit %s", commit) : 0;
}

static int read_commit(struct forge *f, json_object *o, const void *arg,
		       void *out)
{
	struct forge_commit *commit = out;
	int rc = 0;
	struct fields item = { f->arena, o, &rc };

	(void)arg;
	*commit = (struct forge_commit){
		.id = field_commit_opt(&item, "id"),
		.title = field_text(&item, "title"),
		.author = field_text_opt(&item, "author_email"),
	};
	if (!commit->id)
		field_wrong(&item, "id", "a commit");
	return rc < 0 ? rc : 1;
}

/* The newest first. */
int gitlab_pull_commits(struct forge *f, long number, struct forge_commit **out,
			size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(
		f,
		arena_printf(f->arena, "%s/merge_requests/%ld/commits?%s",
			     gitlab_project(f, NULL), number, forge_page(f)),
		NULL, read_commit, NULL, &all);

	*out = all.item;
	*n = all.n;
	forge_reverse(*out, *n);
	return rc < 0 ? error_in(rc, "commits of merge request !%ld", number) :
			0;
}
