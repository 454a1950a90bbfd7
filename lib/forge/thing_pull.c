#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

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

static bool has_label(const struct forge_pull *pull, const char *label)
{
	for (size_t i = 0; pull->label && pull->label[i]; i++)
		if (!strcasecmp(pull->label[i], label))
			return true;
	return false;
}

/* Reviewers are no part of it: once asked, they may have answered. */
static bool is_so(const struct forge_pull *is, const struct forge_pull_want *w)
{
	for (size_t i = 0; w->label && w->label[i]; i++)
		if (!has_label(is, w->label[i]))
			return false;
	if (w->milestone &&
	    (!is->milestone || strcmp(is->milestone, w->milestone) != 0))
		return false;
	return (!w->title || thing_same_text(w->title, is->title)) &&
	       (!w->body || thing_same_text(w->body, is->body)) &&
	       (w->draft < 0 || w->draft == is->draft);
}

static int look(struct forge *f, json_object *want)
{
	const struct forge_pull_want w = wanted(f, want);
	struct forge_pull is = { 0 };
	int rc = thing_pull_of(f, &w, &is);

	if (rc == E_NOTFOUND)
		return 0;
	return rc < 0 ? rc : is_so(&is, &w);
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
		return rc;
	thing_saw_pull(f, &is);
	if (is.url)
		strbuf_addf(told, "%s %s %s%ld: %s\n",
			    opened ? "opened" : "updated", f->ops->pull,
			    f->ops->sign, is.number, is.url);
	return rc;
}

const struct thing thing_pull = { "pull", look, make };
