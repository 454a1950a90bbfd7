#include "net/forge_call.h"
#include "net/gitlab.h"

#include <string.h>

int gitlab_label_list(struct forge *f, const char *const *label,
		      const char **out)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;

	for (; *label; label++) {
		if (strchr(*label, ','))
			return error(E_POLICY,
				     "GitLab has no label with a comma: '%s'",
				     *label);
		strbuf_adds(&all, all.len ? "," : "");
		strbuf_adds(&all, *label);
	}
	*out = arena_strdup(f->arena, all.buf);
	return 0;
}

static int change(struct forge *f, long number, const char *how,
		  const char *const *label)
{
	CLEANUP(json) json_object *send = json_new();
	const char *list;
	int rc;

	if ((rc = gitlab_label_list(f, label, &list)) < 0)
		return rc;
	json_add_str(send, how, list);
	return forge_do(f, "PUT",
			arena_printf(f->arena, "%s/merge_requests/%ld",
				     gitlab_project(f, NULL), number),
			send, 200);
}

/* GitLab makes those that the project does not have. */
int gitlab_labels_add(struct forge *f, long number, const char *const *label)
{
	int rc;

	if (!label || !*label)
		return 0;
	rc = change(f, number, "add_labels", label);
	return rc < 0 ?
		       error_in(rc, "cannot label merge request !%ld", number) :
		       0;
}

int gitlab_label_remove(struct forge *f, long number, const char *label)
{
	const char *const labels[] = { label, NULL };
	int rc = change(f, number, "remove_labels", labels);

	return rc < 0 ?
		       error_in(
			       rc,
			       "cannot take label '%s' from merge request !%ld",
			       label, number) :
		       0;
}
