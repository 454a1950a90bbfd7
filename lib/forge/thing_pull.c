#include "forge/thing.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/json.h"
#include "base/message.h"
#include "base/strvec.h"

#include <string.h>

static struct forge_pull_want wanted(struct forge *f, json_object *want)
{
	return (struct forge_pull_want){
		.head = json_get_str(want, "head"),
		.base = json_get_str(want, "base"),
		.head_project = json_get_str(want, "head_project"),
		.title = json_get_str(want, "title"),
		.body = json_get_str(want, "body"),
		.milestone = json_get_str(want, "milestone"),
		.label = thing_list(f, want, "labels"),
		.reviewer = thing_list(f, want, "reviewers"),
		.draft = thing_flag(want, "draft"),
		.state = -1,
	};
}

/* A team is "organization/team", and "/team" where it was read. */
static bool is_asked(const struct forge_pull *pull, const char *who)
{
	const char *team = strchr(who, '/');

	/* nobody reviews what he made */
	if (pull->author && !strcasecmp(pull->author, who))
		return true;
	for (size_t i = 0; pull->reviewer && pull->reviewer[i]; i++)
		if (!strcasecmp(pull->reviewer[i], who) ||
		    (team && !strcasecmp(pull->reviewer[i], team)))
			return true;
	return false;
}

/* What it lacks, a word each: "title", "label urgent", ... */
static void list_lacks(const struct forge_pull *is,
		       const struct forge_pull_want *w, struct strvec *out)
{
	if (w->title && !thing_same_text(w->title, is->title))
		strvec_push(out, "title");
	if (w->body && !thing_same_text(w->body, is->body))
		strvec_push(out, "body");
	if (w->draft >= 0 && w->draft != is->draft)
		strvec_push(out, "draft");
	if (w->milestone &&
	    (!is->milestone || strcmp(is->milestone, w->milestone) != 0))
		strvec_push(out, "milestone");
	for (size_t i = 0; w->label && w->label[i]; i++)
		if (!thing_has_label(is, w->label[i]))
			strvec_pushf(out, "label %s", w->label[i]);
	for (size_t i = 0; w->reviewer && w->reviewer[i]; i++)
		if (!is_asked(is, w->reviewer[i]))
			strvec_pushf(out, "reviewer %s", w->reviewer[i]);
}

static bool is_so(const struct forge_pull *is, const struct forge_pull_want *w)
{
	CLEANUP(strvec) struct strvec lacks = STRVEC_INIT;

	list_lacks(is, w, &lacks);
	return !lacks.n;
}

void thing_pull_lacks(struct forge *f, json_object *want,
		      const struct forge_pull *is)
{
	CLEANUP(strvec) struct strvec lacks = STRVEC_INIT;
	const struct forge_pull_want w = wanted(f, want);
	json_object *list = json_object_new_array();

	list_lacks(is, &w, &lacks);
	for (size_t i = 0; i < lacks.n; i++)
		json_object_array_add(list, json_object_new_string(lacks.v[i]));
	json_object_object_add(want, "lacks", list);
}

static bool is_in(const struct strvec *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], word))
			return true;
	return false;
}

/* One that was there is changed by several requests: does it have something of
 * what it lacked? */
static bool was_begun(struct forge *f, json_object *want,
		      const struct forge_pull *is,
		      const struct forge_pull_want *w)
{
	CLEANUP(strvec) struct strvec now = STRVEC_INIT;
	const char *const *then = thing_list(f, want, "lacks");

	list_lacks(is, w, &now);
	for (; then && *then; then++)
		if (!is_in(&now, *then))
			return true;
	return false;
}

static int look(struct forge *f, json_object *want)
{
	const struct forge_pull_want w = wanted(f, want);
	struct forge_pull is = { 0 };
	int rc = thing_pull_of(f, &w, &is);

	if (rc == E_NOTFOUND)
		return 0;
	if (rc < 0)
		return rc;
	if (is_so(&is, &w))
		return 1;
	if (json_get_int(want, "number") > 0)
		return was_begun(f, want, &is, &w) ? 2 : 0;
	return 2;
}

int thing_pull_merged(struct forge *f, json_object *want, const char *id)
{
	const struct forge_pull_want w = wanted(f, want);
	struct forge_pull is = { 0 };
	int rc = f->ops->pull_last(f, &w, &is);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	return is.state == FORGE_MERGED && is.head_id &&
	       !strcmp(is.head_id, id);
}

static bool has_more(const struct forge_pull_want *w)
{
	return (w->label && *w->label) || (w->reviewer && *w->reviewer) ||
	       w->milestone;
}

/* One thing more; that it cannot be had is told, and no error. */
static int add_one(struct forge *f, const struct forge_pull_want *part,
		   const char *what, struct forge_pull *is)
{
	if (is_so(is, part))
		return 0;
	int rc = f->ops->pull_edit(f, is->number, part, is);
	crash_point();
	if (rc != E_POLICY && rc != E_NOTFOUND)
		return rc;
	warning("%s: %s", what, error_message());
	return 0;
}

static int add_more(struct forge *f, const struct forge_pull_want *w,
		    struct forge_pull *is)
{
	struct forge_pull_want none = *w;
	int rc;

	none.title = none.body = none.milestone = NULL;
	none.label = none.reviewer = NULL;
	none.draft = -1;
	struct forge_pull_want part = none;
	part.label = w->label;
	rc = add_one(f, &part, "it gets no labels", is);
	part = none;
	part.milestone = w->milestone;
	if (!rc)
		rc = add_one(f, &part, "it gets no milestone", is);
	for (size_t i = 0; !rc && w->reviewer && w->reviewer[i]; i++) {
		const char *const who[] = { w->reviewer[i], NULL };
		part = none;
		part.reviewer = who;
		rc = add_one(f, &part,
			     arena_printf(f->arena,
					  "'%s' is not asked for a review",
					  *who),
			     is);
	}
	return rc;
}

/* Who may open it may not be allowed to label it, and a reviewer or a milestone
 * may not exist: it is there all the same, and a person hears of the rest. */
static int settle_for_it(struct forge *f, const struct forge_pull_want *w,
			 int rc, struct forge_pull *is, bool *opened)
{
	struct forge_pull_want core = *w;
	struct saved_error first;

	if ((rc != E_POLICY && rc != E_NOTFOUND) || http_judged(f->http) < 0 ||
	    !has_more(w))
		return rc;
	error_save(&first);
	core.label = core.reviewer = NULL;
	core.milestone = NULL;
	int done = f->ops->pull_find(f, w, is);
	if (done == E_NOTFOUND) {
		done = f->ops->pull_open(f, &core, is);
		*opened = !done;
	} else if (!done && !is_so(is, &core)) {
		done = f->ops->pull_edit(f, is->number, &core, is);
	}
	crash_point();
	rc = error_restore(rc, &first);
	return done < 0 ? rc : add_more(f, w, is);
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const struct forge_pull_want w = wanted(f, want);
	struct forge_pull is = { .number = (long)json_get_int(want, "number") };
	bool known = is.number > 0, opened = false;
	int rc = 0;

	crash_point();
	if (!known) {
		rc = f->ops->pull_open(f, &w, &is);
		crash_point();
		opened = rc != E_EXISTS;
		if (rc == E_EXISTS) /* somebody else, or we before a crash */
			rc = f->ops->pull_find(f, &w, &is);
	}
	if (!rc && (known || !is_so(&is, &w))) {
		rc = f->ops->pull_edit(f, is.number, &w, &is);
		crash_point();
	}
	if (rc < 0)
		rc = settle_for_it(f, &w, rc, &is, &opened);
	if (rc < 0)
		return rc;
	thing_saw_pull(f, &is);
	if (is.url)
		strbuf_addf(told, "%s %s %s%ld: %s\n",
			    opened ? "opened" : "updated", f->ops->pull,
			    f->ops->sign, is.number, is.url);
	return rc;
}

static void found(struct forge *f, json_object *want, struct strbuf *told)
{
	(void)want;
	if (f->seen && f->seen->url)
		strbuf_addf(told, "%s %s%ld is there: %s\n", f->ops->pull,
			    f->ops->sign, f->seen->number, f->seen->url);
}

const struct thing thing_pull = { "pull", look, make, found };
