#include "dialect/forge_web.h"

#include "base/cleanup.h"
#include "net/url.h"

#include <string.h>

/* Servers and browsers take 8 KiB; encoded, a text may be three times as long. */
enum { LONGEST = 2000 };

static void add(struct strbuf *out, const char *key, const char *value)
{
	if (value && *value && strlen(value) <= LONGEST)
		url_add_query(out, key, value);
}

static void add_labels(struct strbuf *out, const char *const *label)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;

	for (; label && *label; label++)
		strbuf_addf(&all, "%s%s", all.len ? "," : "", *label);
	add(out, "labels", all.buf);
}

/* GitHub and Gitea: "owner:branch" where the head is in a fork. */
static void add_head(struct strbuf *out, const struct forge_pull_want *want)
{
	const char *project = want->head_project;

	if (project) {
		CLEANUP(text)
		char *owner = xstrndup(project, strcspn(project, "/"));
		url_add_segment(out, owner);
		strbuf_addc(out, ':');
	}
	url_add_path(out, want->head);
}

void forge_web_pull(struct strbuf *out, enum forge_kind kind, const char *web,
		    const struct forge_pull_want *want)
{
	strbuf_adds(out, web);
	if (kind == FORGE_GITLAB) {
		strbuf_adds(out, "/-/merge_requests/new");
		add(out, "merge_request[source_branch]", want->head);
		add(out, "merge_request[target_branch]", want->base);
		add(out, "merge_request[title]", want->title);
		add(out, "merge_request[description]", want->body);
		return;
	}
	strbuf_adds(out, "/compare/");
	url_add_path(out, want->base);
	strbuf_adds(out, "...");
	add_head(out, want);
	url_add_query(out, "expand", "1");
	add(out, "title", want->title);
	add(out, "body", want->body);
	if (kind == FORGE_GITHUB) {
		add_labels(out, want->label);
		add(out, "milestone", want->milestone);
	}
}

void forge_web_release(struct strbuf *out, enum forge_kind kind,
		       const char *web, const struct forge_release_want *want)
{
	strbuf_adds(out, web);
	strbuf_adds(out,
		    kind == FORGE_GITLAB ? "/-/releases/new" : "/releases/new");
	add(out, kind == FORGE_GITLAB ? "tag_name" : "tag", want->tag);
	if (kind == FORGE_GITLAB)
		return;
	add(out, "title", want->name);
	add(out, "body", want->body);
	if (want->prerelease == 1)
		add(out, "prerelease", "1");
}

void forge_web_run(struct strbuf *out, enum forge_kind kind, const char *web,
		   const struct forge_dispatch *what)
{
	const char *const *input = what->input;

	strbuf_adds(out, web);
	if (kind != FORGE_GITLAB) {
		strbuf_adds(out, kind == FORGE_GITHUB ? "/actions/workflows/" :
							"/actions?workflow=");
		url_add_segment(out, what->workflow);
		return;
	}
	strbuf_adds(out, "/-/pipelines/new");
	add(out, "ref", what->ref);
	for (; input && *input; input++) {
		const char *value = strchr(*input, '=');
		CLEANUP(text)
		char *key = xasprintf("var[%.*s]", (int)strcspn(*input, "="),
				      *input);
		add(out, key, value ? value + 1 : "");
	}
}
