#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "dialect/forge_title.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <json-c/json.h>
#include <string.h>

struct finding {
	const struct forge_pull_want *by;
	long from;   /* the fork; 0: the project itself */
	bool closed; /* such as well */
	struct forge_pull *out;
};

/* A project that we may not see is not there for us: no name then. */
static int name_of(struct forge *f, long id, const char **out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	*out = NULL;
	rc = forge_look(f, arena_printf(f->arena, "/projects/%ld", id), &r);
	if (rc < 0 || r.status == 404)
		return rc;
	struct fields fields = { f->arena, r.json, &rc };
	*out = field_text(&fields, "path_with_namespace");
	return rc;
}

/* `fork` is the name of its source, if that is known already. */
static int read_pull(struct forge *f, json_object *o, const char *fork,
		     struct forge_pull *out)
{
	struct gitlab_ends ends;
	int rc;

	if ((rc = gitlab_read_pull(f->arena, o, out, &ends)) < 0)
		return rc;
	out->base_project = f->project;
	if (ends.from == ends.to)
		out->head_project = f->project;
	else if (fork)
		out->head_project = fork;
	else if (ends.from)
		rc = name_of(f, ends.from, &out->head_project);
	return rc;
}

static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	const struct forge_pull_want *by = find->by;
	struct gitlab_ends ends;
	struct forge_pull p;
	int rc;

	if ((rc = gitlab_read_pull(f->arena, item, &p, &ends)) < 0)
		return rc;
	if ((p.state != FORGE_OPEN && !find->closed) ||
	    strcmp(p.head, by->head) ||
	    (by->base && strcmp(p.base, by->base)) ||
	    ends.from != (find->from ? find->from : ends.to))
		return 0;
	p.base_project = f->project;
	p.head_project = find->from ? by->head_project : f->project;
	*find->out = p;
	return 1;
}

static const char *list_path(struct forge *f, const struct forge_pull_want *by,
			     bool closed)
{
	return arena_printf(
		f->arena, "%s/merge_requests?state=%s&source_branch=%s%s%s&%s",
		gitlab_project(f, NULL), closed ? "all" : "opened",
		forge_encode(f, by->head), by->base ? "&target_branch=" : "",
		by->base ? forge_encode(f, by->base) : "", forge_page(f));
}

/* The newest comes first. */
static int look(struct forge *f, const struct forge_pull_want *by, bool closed,
		struct forge_pull *out)
{
	struct finding find = { by, 0, closed, out };
	int rc = 0;

	if (by->head_project)
		rc = gitlab_project_id(f, by->head_project, &find.from);
	if (rc == 0)
		rc = forge_each(f, list_path(f, by, closed), NULL, is_it,
				&find);
	if (rc < 0)
		return error_in(rc, "cannot look for the merge request of '%s'",
				by->head);
	return rc ? 0 : forge_no_pull(f, by);
}

int gitlab_pull_find(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out)
{
	return look(f, by, false, out);
}

int gitlab_pull_last(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out)
{
	return look(f, by, true, out);
}

static const char *pull_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/merge_requests/%ld",
			    gitlab_project(f, NULL), number);
}

int gitlab_pull_get(struct forge *f, long number, struct forge_pull *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, pull_path(f, number), &r);

	if (rc == 0)
		rc = read_pull(f, r.json, NULL, out);
	return rc < 0 ? error_in(rc, "merge request !%ld", number) : 0;
}

static int add_milestone(struct forge *f, const char *title, json_object *send)
{
	long id = 0;
	int rc;

	if (!title)
		return 0;
	if ((rc = gitlab_milestone_find(f, title, &id)) < 0)
		return rc;
	json_add_number(send, "milestone_id", id);
	return 0;
}

/* The list takes the place of the one that is there, so those go along. */
static int add_reviewers(struct forge *f, const char *const *who,
			 json_object *now, json_object *send)
{
	CLEANUP(json) json_object *ids = json_new_list();
	json_object *have = json_get_array(now, "reviewers");
	size_t n = have ? json_object_array_length(have) : 0;

	if (!who || !*who)
		return 0;
	for (size_t i = 0; i < n; i++)
		json_append_number(
			ids,
			json_get_int(json_object_array_get_idx(have, i), "id"));
	for (; *who; who++) {
		long id = 0;
		int rc;

		if (forge_has_name(now, "reviewers", "username", *who))
			continue;
		rc = forge_find_id(f,
				   arena_printf(f->arena, "/users?username=%s",
						forge_encode(f, *who)),
				   "username", *who, "id", &id);
		if (rc == 0)
			return error(E_NOTFOUND, "GitLab knows no user '%s'",
				     *who);
		if (rc < 0)
			return error_in(rc, "user '%s'", *who);
		json_append_number(ids, id);
	}
	json_add(send, "reviewer_ids", MOVE(ids));
	return 0;
}

/* What opening and changing have in common; `now` is what is there, or NULL. */
static int add_common(struct forge *f, const struct forge_pull_want *want,
		      json_object *now, const char *labels, json_object *send)
{
	const char *list;
	int rc;

	json_add_str(send, "description", want->body);
	if (want->label && *want->label) {
		if ((rc = gitlab_label_list(f, want->label, &list)) < 0)
			return rc;
		json_add_str(send, labels, list);
	}
	if ((rc = add_milestone(f, want->milestone, send)) < 0)
		return rc;
	return add_reviewers(f, want->reviewer, now, send);
}

static int opening(struct forge *f, const struct forge_pull_want *want,
		   json_object *send)
{
	long to;
	int rc;

	json_add_str(send, "source_branch", want->head);
	json_add_str(send, "target_branch", want->base);
	json_add_str(send, "title", forge_title_sent(f, want, NULL));
	if (want->head_project) {
		if ((rc = gitlab_project_id(f, NULL, &to)) < 0)
			return rc;
		json_add_number(send, "target_project_id", to);
		json_add_flag(send, "allow_collaboration", true);
	}
	return add_common(f, want, NULL, "labels", send);
}

int gitlab_pull_open(struct forge *f, const struct forge_pull_want *want,
		     struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = opening(f, want, send);

	/* it is asked of the project that it comes from */
	if (rc == 0)
		rc = forge_call(
			f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(
					f->arena, "%s/merge_requests",
					gitlab_project(f, want->head_project)),
				.send = send,
				.proof = 201 },
			&r);
	if (rc == 0)
		rc = read_pull(f, r.json, want->head_project, out);
	return rc < 0 ? error_in(rc, "cannot open a merge request of '%s'",
				 want->head) :
			0;
}

static int changing(struct forge *f, long number,
		    const struct forge_pull_want *want, json_object *send)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool know = forge_title_needs_now(want) ||
		    (want->reviewer && *want->reviewer);
	struct forge_pull now = { 0 };
	struct gitlab_ends ends;
	int rc;

	if (know) {
		if ((rc = forge_get(f, pull_path(f, number), &r)) < 0)
			return rc;
		rc = gitlab_read_pull(f->arena, r.json, &now, &ends);
		if (rc < 0)
			return rc;
	}
	json_add_str(send, "title",
		     forge_title_sent(f, want, know ? &now : NULL));
	if (want->state >= 0)
		json_add_str(send, "state_event",
			     want->state == FORGE_OPEN ? "reopen" : "close");
	return add_common(f, want, r.json, "add_labels", send);
}

int gitlab_pull_edit(struct forge *f, long number,
		     const struct forge_pull_want *want, struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = changing(f, number, want, send);
	bool some = json_object_object_length(send) > 0;

	if (rc == 0)
		rc = forge_call(
			f,
			&(struct forge_call){ .method = some ? "PUT" : "GET",
					      .path = pull_path(f, number),
					      .send = some ? send : NULL,
					      .proof = 200 },
			&r);
	if (rc == 0)
		rc = read_pull(f, r.json, want->head_project, out);
	return rc < 0 ? error_in(rc, "cannot change merge request !%ld",
				 number) :
			0;
}
