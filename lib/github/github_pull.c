#include "github/github.h"

#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "github/github_read.h"

#include <json-c/json.h>
#include <string.h>

struct finding {
	const struct forge_pull_want *by;
	bool closed; /* such as well */
	struct forge_pull *out;
};

/* The filter of the request is not enough: GitHub leaves out what it does not
 * understand, and then lists them all. */
static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	struct forge_pull p;
	int rc;

	if ((rc = github_read_pull(f->arena, item, &p)) < 0)
		return rc;
	if (!forge_is_between(&p, find->by) ||
	    (p.state != FORGE_OPEN && !find->closed))
		return 0;
	*find->out = p;
	return 1;
}

/* The newest comes first. */
static int look(struct forge *f, const struct forge_pull_want *by, bool closed,
		struct forge_pull *out)
{
	const char *base = by->base ? forge_encode(f, by->base) : NULL;
	struct finding find = { by, closed, out };
	int rc;

	rc = forge_each(
		f,
		arena_printf(f->arena, "%s/pulls?state=%s&head=%s:%s%s%s&%s",
			     forge_repo(f, NULL), closed ? "all" : "open",
			     forge_encode(f, forge_owner(f, by->head_project)),
			     forge_encode(f, by->head), base ? "&base=" : "",
			     base ? base : "", forge_page(f)),
		NULL, is_it, &find);
	if (rc < 0)
		return error_in(rc, "cannot look for the pull request of '%s'",
				by->head);
	return rc ? 0 : forge_no_pull(f, by);
}

int github_pull_find(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out)
{
	return look(f, by, false, out);
}

int github_pull_last(struct forge *f, const struct forge_pull_want *by,
		     struct forge_pull *out)
{
	return look(f, by, true, out);
}

static const char *pull_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/pulls/%ld", forge_repo(f, NULL),
			    number);
}

int github_pull_get(struct forge *f, long number, struct forge_pull *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, pull_path(f, number), &r);

	if (rc == 0)
		rc = github_read_pull(f->arena, r.json, out);
	return rc < 0 ? error_in(rc, "pull request #%ld", number) : 0;
}

/* People by their names, a team as "organization/team".  Who is asked already
 * is not told again, and nobody is asked about what he made. */
static int ask_reviewers(struct forge *f, struct forge_pull *p,
			 json_object *pull, const char *const *who)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	const char *const *all = forge_union(f, p->reviewer, who);
	json_object *people = json_new_list(), *teams = json_new_list();

	json_add(send, "reviewers", people);
	json_add(send, "team_reviewers", teams);
	for (; who && *who; who++) {
		const char *team = strchr(*who, '/');

		if (forge_has_name(pull, "requested_reviewers", "login",
				   *who) ||
		    (team && forge_has_name(pull, "requested_teams", "slug",
					    team + 1)) ||
		    (p->author && forge_same_name(p->author, *who)))
			continue;
		json_append_text(team ? teams : people, team ? team + 1 : *who);
	}
	if (!json_object_array_length(people) &&
	    !json_object_array_length(teams))
		return 0;
	int rc = forge_call(
		f,
		&(struct forge_call){
			.method = "POST",
			.path = arena_printf(f->arena, "%s/requested_reviewers",
					     pull_path(f, p->number)),
			.send = send,
			.proof = 201 },
		&r);
	if (!rc && json_get_int(r.json, "number") <= 0)
		rc = error(E_NET, "%s did not ask for a review", f->ops->name);
	if (!rc)
		p->reviewer = all;
	return rc;
}

static int set_milestone(struct forge *f, struct forge_pull *p,
			 const char *title)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	json_object *is = NULL;
	long number = 0;
	int rc;

	if (!title || (p->milestone && !strcmp(p->milestone, title)))
		return 0;
	if ((rc = github_milestone_find(f, title, &number)) < 0)
		return rc;
	json_add_number(send, "milestone", number);
	rc = forge_call(f,
			&(struct forge_call){
				.method = "PATCH",
				.path = arena_printf(f->arena, "%s/issues/%ld",
						     forge_repo(f, NULL),
						     p->number),
				.send = send,
				.proof = 200 },
			&r);
	if (!rc &&
	    (!json_object_object_get_ex(r.json, "milestone", &is) || !is))
		rc = error(E_NET, "%s did not set the milestone", f->ops->name);
	if (rc == 0)
		p->milestone = arena_strdup(f->arena, title);
	return rc;
}

static int add_labels(struct forge *f, struct forge_pull *p,
		      const char *const *label)
{
	const char *const *missing = forge_missing(f, p->label, label);
	int rc;

	if (!*missing)
		return 0;
	if ((rc = github_labels_add(f, p->number, missing)) < 0)
		return rc;
	p->label = forge_union(f, p->label, missing);
	return 0;
}

/* What the request that opens or changes it cannot say. */
static int complete(struct forge *f, const struct forge_pull_want *want,
		    json_object *pull, struct forge_pull *out)
{
	int rc;

	if ((rc = github_read_pull(f->arena, pull, out)) < 0)
		return rc;
	if (want->draft >= 0 && want->draft != out->draft) {
		rc = github_pull_draft(f, json_get_str(pull, "node_id"),
				       want->draft);
		if (rc < 0)
			return rc;
		out->draft = want->draft;
	}
	if ((rc = add_labels(f, out, want->label)) < 0)
		return rc;
	if ((rc = set_milestone(f, out, want->milestone)) < 0)
		return rc;
	return ask_reviewers(f, out, pull, want->reviewer);
}

/* "owner:branch" of a fork; which of them, where one owner has both. */
static void add_head(struct forge *f, const struct forge_pull_want *want,
		     json_object *send)
{
	const char *from = want->head_project;

	if (!from) {
		json_add_str(send, "head", want->head);
		return;
	}
	json_add_str(send, "head",
		     arena_printf(f->arena, "%s:%s", forge_owner(f, from),
				  want->head));
	if (forge_same_name(forge_owner(f, from), forge_owner(f, NULL)) &&
	    !forge_same_name(from, f->project))
		json_add_str(send, "head_repo", strchr(from, '/') + 1);
	json_add_flag(send, "maintainer_can_modify", true);
}

int github_pull_open(struct forge *f, const struct forge_pull_want *want,
		     struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "title", want->title);
	add_head(f, want, send);
	json_add_str(send, "base", want->base);
	json_add_str(send, "body", want->body);
	json_add_flag(send, "draft", want->draft == 1);
	rc = forge_call(
		f,
		&(struct forge_call){ .method = "POST",
				      .path = arena_printf(f->arena, "%s/pulls",
							   forge_repo(f, NULL)),
				      .send = send,
				      .proof = 201 },
		&r);
	if (rc < 0)
		return error_in(rc, "cannot open a pull request of '%s'",
				want->head);
	rc = complete(f, want, r.json, out);
	return rc < 0 ? error_in(rc, "pull request of '%s'", want->head) : 0;
}

int github_pull_edit(struct forge *f, long number,
		     const struct forge_pull_want *want, struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "title", want->title);
	json_add_str(send, "body", want->body);
	if (want->state >= 0)
		json_add_str(send, "state",
			     want->state == FORGE_OPEN ? "open" : "closed");
	bool change = json_object_object_length(send) > 0;
	rc = forge_call(f,
			&(struct forge_call){ .method = change ? "PATCH" :
								 "GET",
					      .path = pull_path(f, number),
					      .send = change ? send : NULL,
					      .proof = 200 },
			&r);
	if (rc == 0)
		rc = complete(f, want, r.json, out);
	return rc < 0 ?
		       error_in(rc, "cannot change pull request #%ld", number) :
		       0;
}
