#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "github/github.h"
#include "github/github_read.h"

int github_milestone_find(struct forge *f, const char *title, long *id)
{
	/* the number is what GitHub's issues are filtered and changed by */
	const char *key = f->kind == FORGE_GITHUB ? "number" : "id";
	const char *named =
		f->kind == FORGE_GITHUB ? "" : forge_query(f, "name", title);
	int rc = forge_find_id(
		f,
		arena_printf(f->arena, "%s/milestones?state=open%s&%s",
			     forge_repo(f, NULL), named, forge_page(f)),
		"title", title, key, id);

	if (rc == 0)
		return error(E_NOTFOUND, "there is no open milestone '%s'",
			     title);
	return rc < 0 ? error_in(rc, "milestone '%s'", title) : 0;
}

static int read_item(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	int rc = github_read_item(f->arena, o, out);

	return rc < 0 ? rc : forge_in_scope(out, arg);
}

/* It may be closed by now, once its release is out. */
static int any_milestone(struct forge *f, const char *title, long *number)
{
	const char *key = f->kind == FORGE_GITHUB ? "number" : "id";
	int rc = forge_find_id(f,
			       arena_printf(f->arena,
					    "%s/milestones?state=all&%s",
					    forge_repo(f, NULL), forge_page(f)),
			       "title", title, key, number);

	if (rc == 0)
		return error(E_NOTFOUND, "there is no milestone '%s'", title);
	return rc < 0 ? rc : 0;
}

/* Issues and pull requests come in one listing. */
int github_scope(struct forge *f, const struct forge_scope *by,
		 struct forge_item **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	const char *milestone = "";
	long number = 0;
	int rc = 0;

	if (by->milestone && f->kind == FORGE_GITEA) {
		milestone = forge_query(f, "milestones", by->milestone);
	} else if (by->milestone) {
		rc = any_milestone(f, by->milestone, &number);
		if (rc == 0)
			milestone = arena_printf(f->arena, "&milestone=%ld",
						 number);
	}
	if (rc == 0)
		rc = forge_gather(
			f,
			arena_printf(f->arena, "%s/issues?state=%s%s%s%s&%s",
				     forge_repo(f, NULL),
				     by->open ? "all" : "closed", milestone,
				     forge_query(f, "labels", by->label),
				     forge_query(f, "since", by->since),
				     forge_page(f)),
			NULL, read_item, by, &all);
	if (rc == 0 && !all.n && by->milestone && f->kind == FORGE_GITEA)
		rc = any_milestone(f, by->milestone, &number);
	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "what belongs to the release") : 0;
}
