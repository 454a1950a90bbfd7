#include "dialect/forge_call.h"
#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "dialect/forge_title.h"
#include "gitea/gitea.h"
#include "github/github.h"
#include "github/github_read.h"

#include <json-c/json.h>
#include <string.h>

struct finding {
	const struct forge_pull_want *by;
	bool closed; /* such as well */
	struct forge_pull *out;
};

static int read_pull(struct forge *f, json_object *o, struct forge_pull *out)
{
	int rc;

	if ((rc = github_read_pull(f->arena, o, out)) < 0)
		return rc;
	forge_title_read(FORGE_GITEA, out);
	return 0;
}

/* 1 if it is the one that is looked for. */
static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct finding *find = arg;
	struct forge_pull p;
	int rc;

	if ((rc = read_pull(f, item, &p)) < 0)
		return rc;
	if (!forge_is_between(&p, find->by) ||
	    (p.state != FORGE_OPEN && !find->closed))
		return 0;
	*find->out = p;
	return 1;
}

static const char *head_of(struct forge *f, const struct forge_pull_want *want)
{
	if (!want->head_project)
		return want->head;
	return arena_printf(f->arena, "%s:%s",
			    forge_owner(f, want->head_project), want->head);
}

/* Gitea takes a fork to have the name of the project. */
static bool has_our_name(struct forge *f, const struct forge_pull_want *by)
{
	return !by->head_project ||
	       forge_same_name(strrchr(by->head_project, '/'),
			       strrchr(f->project, '/'));
}

/* Ask for the pair: one request where all that are open would be many.  1: that
 * is it; 0: there is none; 2: look for it yourself, as another answers to the
 * pair that is closed by now. */
static int find_pair(struct forge *f, const struct forge_pull_want *by,
		     struct finding *find)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	if (!by->base || !has_our_name(f, by))
		return 2;
	rc = forge_look(f,
			arena_printf(f->arena, "%s/pulls/%s/%s",
				     forge_repo(f, NULL),
				     forge_encode(f, by->base),
				     forge_encode(f, head_of(f, by))),
			&r);
	if (rc < 0 || r.status == 404)
		return rc;
	rc = is_it(f, r.json, find);
	return rc ? rc : 2;
}

int gitea_pull_find(struct forge *f, const struct forge_pull_want *by,
		    struct forge_pull *out)
{
	struct finding find = { by, false, out };
	int rc = find_pair(f, by, &find);

	if (rc == 2)
		rc = forge_each(f,
				arena_printf(f->arena, "%s/pulls?state=open&%s",
					     forge_repo(f, NULL),
					     forge_page(f)),
				NULL, is_it, &find);
	if (rc < 0)
		return error_in(rc, "cannot look for the pull request of '%s'",
				by->head);
	return rc ? 0 : forge_no_pull(f, by);
}

/* Of a pair, one that is open, else the newest, is what is answered. */
int gitea_pull_last(struct forge *f, const struct forge_pull_want *by,
		    struct forge_pull *out)
{
	struct finding find = { by, true, out };
	int rc = find_pair(f, by, &find);

	if (rc < 0)
		return error_in(rc, "cannot look for the pull request of '%s'",
				by->head);
	return rc == 1 ? 0 : forge_no_pull(f, by);
}

static const char *pull_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/pulls/%ld", forge_repo(f, NULL),
			    number);
}

int gitea_pull_get(struct forge *f, long number, struct forge_pull *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, pull_path(f, number), &r);

	if (rc == 0)
		rc = read_pull(f, r.json, out);
	return rc < 0 ? error_in(rc, "pull request #%ld", number) : 0;
}

static int add_milestone(struct forge *f, const char *title, json_object *send)
{
	long id = 0;
	int rc;

	if (!title)
		return 0;
	if ((rc = github_milestone_find(f, title, &id)) < 0)
		return rc;
	json_add_number(send, "milestone", id);
	return 0;
}

/* Forgejo takes no reviewers where it is opened. */
static int ask_reviewers(struct forge *f, struct forge_pull *p,
			 json_object *pull, const char *const *who)
{
	CLEANUP(json) json_object *send = json_new();
	const char *const *all = forge_union(f, p->reviewer, who);
	json_object *people = json_new_list();

	json_add(send, "reviewers", people);
	for (; who && *who; who++)
		if (!forge_has_name(pull, "requested_reviewers", "login",
				    *who) &&
		    !(p->author && forge_same_name(p->author, *who)))
			json_append_text(people, *who);
	if (!json_object_array_length(people))
		return 0;
	int rc = forge_do(f, "POST",
			  arena_printf(f->arena, "%s/requested_reviewers",
				       pull_path(f, p->number)),
			  send, 201);
	if (!rc)
		p->reviewer = all;
	return rc;
}

static int opening(struct forge *f, const struct forge_pull_want *want,
		   json_object *send)
{
	json_object *ids;
	int rc;

	json_add_str(send, "title", forge_title_sent(f, want, NULL));
	json_add_str(send, "head", head_of(f, want));
	json_add_str(send, "base", want->base);
	json_add_str(send, "body", want->body);
	if ((rc = add_milestone(f, want->milestone, send)) < 0)
		return rc;
	if (!want->label || !*want->label)
		return 0;
	rc = gitea_label_ids(f, want->label, &ids);
	if (rc == 0)
		json_add(send, "labels", ids);
	return rc;
}

int gitea_pull_open(struct forge *f, const struct forge_pull_want *want,
		    struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = opening(f, want, send);

	if (rc == 0)
		rc = forge_call(
			f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(f->arena, "%s/pulls",
						     forge_repo(f, NULL)),
				.send = send,
				.proof = 201 },
			&r);
	if (rc < 0)
		return error_in(rc, "cannot open a pull request of '%s'",
				want->head);
	rc = read_pull(f, r.json, out);
	if (rc == 0) /* what is none any more is left out without a word */
		rc = forge_took_names(f, r.json, "labels", "name", want->label);
	if (rc == 0)
		rc = ask_reviewers(f, out, r.json, want->reviewer);
	return rc < 0 ? error_in(rc, "pull request of '%s'", want->head) : 0;
}

static int changing(struct forge *f, long number,
		    const struct forge_pull_want *want, json_object *send)
{
	struct forge_pull now;
	bool know = forge_title_needs_now(want);
	int rc;

	if (know && (rc = gitea_pull_get(f, number, &now)) < 0)
		return rc;
	json_add_str(send, "title",
		     forge_title_sent(f, want, know ? &now : NULL));
	json_add_str(send, "body", want->body);
	if (want->state >= 0)
		json_add_str(send, "state",
			     want->state == FORGE_OPEN ? "open" : "closed");
	return add_milestone(f, want->milestone, send);
}

/* A change is answered by 201 here. */
static int change(struct forge *f, long number, json_object *send,
		  const struct forge_pull_want *want, struct forge_pull *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	bool some = json_object_object_length(send) > 0;
	int rc;

	rc = forge_call(f,
			&(struct forge_call){ .method = some ? "PATCH" : "GET",
					      .path = pull_path(f, number),
					      .send = some ? send : NULL,
					      .proof = some ? 201 : 200 },
			&r);
	if (rc == 0)
		rc = read_pull(f, r.json, out);
	if (rc < 0)
		return rc;
	const char *const *missing = forge_missing(f, out->label, want->label);
	if ((rc = gitea_labels_add(f, number, missing)) < 0)
		return rc;
	out->label = forge_union(f, out->label, missing);
	return ask_reviewers(f, out, r.json, want->reviewer);
}

int gitea_pull_edit(struct forge *f, long number,
		    const struct forge_pull_want *want, struct forge_pull *out)
{
	CLEANUP(json) json_object *send = json_new();
	int rc = changing(f, number, want, send);

	if (rc == 0)
		rc = change(f, number, send, want, out);
	return rc < 0 ?
		       error_in(rc, "cannot change pull request #%ld", number) :
		       0;
}

/* The newest first. */
int gitea_pull_commits(struct forge *f, long number, struct forge_commit **out,
		       size_t *n)
{
	int rc = github_pull_commits(f, number, out, n);

	if (rc == 0)
		forge_reverse(*out, *n);
	return rc;
}
