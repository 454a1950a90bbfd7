#include "dialect/forge_event.h"

#include "base/strbuf.h"
#include "dialect/forge_json.h"

#include <string.h>

static bool is(const char *text, const char *word)
{
	return text && !strcmp(text, word);
}

/* {"ref", "sha", "repo"}: where a pull request comes from, or goes to. */
static void read_ends(struct fields *pull, struct forge_event *out)
{
	struct fields head = field_in(pull, "head");
	struct fields base = field_in(pull, "base");
	struct fields from = field_in(&head, "repo");

	out->base = field_text_opt(&base, "ref");
	out->head = field_text_opt(&head, "ref");
	out->head_id = field_commit_opt(&head, "sha");
	out->head_project = field_text_opt(&from, "full_name");
}

/* {"label": {"name"}}: the one that was added; Gitea's event may not tell. */
static void read_label(struct fields *f, struct forge_event *out)
{
	struct fields label = field_in(f, "label");
	const char *name = field_text_opt(&label, "name");

	if (!name)
		return;
	const char **one = arena_alloc(f->arena, 2 * sizeof(*one));
	one[0] = name;
	one[1] = NULL;
	out->label = one;
}

/* {"previous": [{"title"}], "current"}: those that are only in the latter */
static void read_gitlab_labels(struct fields *changes, struct forge_event *out)
{
	struct fields labels = field_in(changes, "labels");

	if (!field_list(&labels, "previous") || !field_list(&labels, "current"))
		return;
	const char *const *old = field_names(&labels, "previous", "title");
	const char *const *now = field_names(&labels, "current", "title");
	size_t n = 0, kept = 0;
	while (now && now[n])
		n++;
	const char **added =
		arena_alloc(changes->arena, (n + 1) * sizeof(*added));
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (old && old[k] && strcmp(old[k], now[i]) != 0)
			k++;
		if (!old || !old[k])
			added[kept++] = now[i];
	}
	added[kept] = NULL;
	out->label = added;
}

static void read_push(struct fields *f, struct forge_event *out)
{
	struct fields group = field_in(f, "merge_group");

	if (group.o) {
		out->ref = field_text_opt(&group, "base_ref");
		out->before = field_commit_opt(&group, "base_sha");
		out->after = field_commit_opt(&group, "head_sha");
	} else {
		out->before = field_commit_opt(f, "before");
		out->after = field_commit_opt(f, "after");
		out->ref = out->after ? field_text_opt(f, "ref") : NULL;
	}
	if (!out->before || !out->after || !out->ref)
		out->before = out->after = out->ref = NULL;
}

/* GitHub and Gitea: {"action", "sender", "repository", and "pull_request", or
 * "issue" and "comment"} */
static void read_github(struct fields *f, struct forge_event *out)
{
	struct fields pull = field_in(f, "pull_request");
	struct fields issue = field_in(f, "issue");
	struct fields comment = field_in(f, "comment");
	struct fields project = field_in(f, "repository");
	struct fields by = field_in(f, "sender");
	const char *action = field_text_opt(f, "action");

	out->project = field_text_opt(&project, "full_name");
	out->trunk = field_text_opt(&project, "default_branch");
	if (issue.o && comment.o) {
		/* "pull_request" of an issue that is none is missing, or null */
		struct fields of = field_in(&issue, "pull_request");
		out->kind = of.o && is(action, "created") ? EVENT_COMMENT :
							    EVENT_OTHER;
		out->number = field_number(&issue, "number");
		out->text = field_text_opt(&comment, "body");
	} else if (pull.o) {
		out->number = field_number(&pull, "number");
		read_ends(&pull, out);
		out->kind =
			is(action, "closed") && field_flag(&pull, "merged") ?
				EVENT_MERGED :
			is(action, "labeled") || is(action, "label_updated") ?
				EVENT_LABEL :
				EVENT_OTHER;
		if (out->kind == EVENT_LABEL)
			read_label(f, out);
	} else {
		read_push(f, out);
	}
	if (out->kind == EVENT_OTHER)
		return;
	out->project = field_text(&project, "full_name");
	out->actor = field_text(&by, "login");
}

static void read_gitlab_ends(struct fields *what, struct forge_event *out)
{
	struct fields last = field_in(what, "last_commit");
	struct fields from = field_in(what, "source");

	out->base = field_text_opt(what, "target_branch");
	out->head = field_text_opt(what, "source_branch");
	out->head_id = field_commit_opt(&last, "id");
	out->head_project = field_text_opt(&from, "path_with_namespace");
}

/* {"object_kind", "object_attributes", "user", "project"} */
static void read_gitlab(struct fields *f, struct forge_event *out)
{
	struct fields what = field_in(f, "object_attributes");
	struct fields pull = field_in(f, "merge_request");
	struct fields changes = field_in(f, "changes");
	struct fields project = field_in(f, "project");
	struct fields by = field_in(f, "user");
	const char *kind = field_text_opt(f, "object_kind");
	const char *action = field_text_opt(&what, "action");

	out->project = field_text_opt(&project, "path_with_namespace");
	out->trunk = field_text_opt(&project, "default_branch");
	if (is(kind, "note") && pull.o &&
	    is(field_text_opt(&what, "noteable_type"), "MergeRequest")) {
		out->kind = EVENT_COMMENT;
		out->number = field_number(&pull, "iid");
		out->text = field_text_opt(&what, "note");
	} else if (is(kind, "merge_request")) {
		out->kind = is(action, "merge") ? EVENT_MERGED :
			    is(action, "update") &&
					    field_in(&changes, "labels").o ?
						  EVENT_LABEL :
						  EVENT_OTHER;
		out->number = field_number(&what, "iid");
		if (out->kind == EVENT_LABEL)
			read_gitlab_labels(&changes, out);
		read_gitlab_ends(&what, out);
	} else if (is(kind, "push") || is(kind, "tag_push")) {
		read_push(f, out);
	}
	if (out->kind == EVENT_OTHER)
		return;
	out->project = field_text(&project, "path_with_namespace");
	out->actor = field_text(&by, "username");
}

int forge_event_read(struct arena *a, enum forge_kind kind, json_object *o,
		     struct forge_event *out)
{
	int rc = 0;
	struct fields f = { a, o, &rc };

	memset(out, 0, sizeof(*out));
	if (!json_object_is_type(o, json_type_object))
		return error(E_NET, "the event is no JSON object");
	if (kind == FORGE_GITLAB)
		read_gitlab(&f, out);
	else
		read_github(&f, out);
	if (rc == 0 && out->kind == EVENT_COMMENT && !out->text)
		out->text = "";
	return rc < 0 ? error_in(rc, "the event") : 0;
}

const char *forge_event_command(struct arena *a, const char *text,
				const char *command)
{
	size_t n = strlen(command);

	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\r\n");
		if (len >= n && !strncmp(line, command, n) &&
		    (len == n || line[n] == ' ' || line[n] == '\t'))
			return arena_strndup(a, line + n, len - n);
		line += len;
		line += strspn(line, "\r\n");
	}
	return NULL;
}
