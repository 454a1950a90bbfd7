#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

int gitlab_milestone_find(struct forge *f, const char *title, long *id)
{
	int rc = forge_find_id(
		f,
		arena_printf(
			f->arena,
			"%s/milestones?state=active&include_ancestors=true%s",
			gitlab_project(f, NULL),
			forge_query(f, "title", title)),
		"title", title, "id", id);

	if (rc == 0)
		return error(E_NOTFOUND, "there is no open milestone '%s'",
			     title);
	return rc < 0 ? error_in(rc, "milestone '%s'", title) : 0;
}

/* GitLab has nothing of one that is not there. */
static int any_milestone(struct forge *f, const char *title)
{
	long id = 0;
	int rc = forge_find_id(
		f,
		arena_printf(f->arena, "%s/milestones?include_ancestors=true%s",
			     gitlab_project(f, NULL),
			     forge_query(f, "title", title)),
		"title", title, "id", &id);

	if (rc == 0)
		return error(E_NOTFOUND, "there is no milestone '%s'", title);
	return rc < 0 ? rc : 0;
}

static int read_pull(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	int rc = gitlab_read_item(f->arena, o, true, out);

	return rc < 0 ? rc : forge_in_scope(out, arg);
}

static int read_issue(struct forge *f, json_object *o, const void *arg,
		      void *out)
{
	int rc = gitlab_read_item(f->arena, o, false, out);

	return rc < 0 ? rc : forge_in_scope(out, arg);
}

static int gather(struct forge *f, const struct forge_scope *by,
		  const char *what, const char *state, forge_reader *read,
		  struct forge_array *all)
{
	return forge_gather(
		f,
		arena_printf(f->arena, "%s/%s?state=%s%s%s%s&%s",
			     gitlab_project(f, NULL), what,
			     by->open ? "all" : state,
			     forge_query(f, "milestone", by->milestone),
			     forge_query(f, "labels", by->label),
			     forge_query(f, "updated_after", by->since),
			     forge_page(f)),
		NULL, read, by, all);
}

int gitlab_scope(struct forge *f, const struct forge_scope *by,
		 struct forge_item **out, size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = gather(f, by, "merge_requests", "merged", read_pull, &all);

	if (rc == 0)
		rc = gather(f, by, "issues", "closed", read_issue, &all);
	if (rc == 0 && !all.n && by->milestone)
		rc = any_milestone(f, by->milestone);
	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "what belongs to the release") : 0;
}
