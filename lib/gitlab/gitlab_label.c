#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "gitlab/gitlab.h"

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

/* The merge request as it is now is the answer. */
static int change(struct forge *f, long number, const char *how,
		  const char *const *label, struct forge_reply *r)
{
	CLEANUP(json) json_object *send = json_new();
	const char *list;
	int rc;

	if ((rc = gitlab_label_list(f, label, &list)) < 0)
		return rc;
	json_add_str(send, how, list);
	return forge_call(
		f,
		&(struct forge_call){
			.method = "PUT",
			.path = arena_printf(f->arena, "%s/merge_requests/%ld",
					     gitlab_project(f, NULL), number),
			.send = send,
			.proof = 200 },
		r);
}

/* GitLab makes those that the project does not have. */
int gitlab_labels_add(struct forge *f, long number, const char *const *label)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	if (!label || !*label)
		return 0;
	rc = change(f, number, "add_labels", label, &r);
	if (!rc)
		rc = forge_took_names(f, r.json, "labels", NULL, label);
	return rc < 0 ?
		       error_in(rc, "cannot label merge request !%ld", number) :
		       0;
}

int gitlab_label_remove(struct forge *f, long number, const char *label)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	const char *const labels[] = { label, NULL };
	int rc = change(f, number, "remove_labels", labels, &r);

	if (!rc)
		rc = forge_lost_name(f, r.json, "labels", NULL, label);
	return rc < 0 ?
		       error_in(
			       rc,
			       "cannot take label '%s' from merge request !%ld",
			       label, number) :
		       0;
}
