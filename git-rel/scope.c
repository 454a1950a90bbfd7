/*
 * git rel scope: what belongs to a release, as the forge has it.  Only looks.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "git-rel/scope/scope.h"
#include "git-rel/scope/since.h"
#include "dialect/forge_json.h"
#include "release/forge_step.h"
#include "release/under_way.h"

#include <string.h>

static int with_open;
static const char *milestone, *label, *since;

static const struct opt opts[] = {
	OPT_STRING(0, "milestone", &milestone, "title",
		   "only what has this milestone, whenever it was"),
	OPT_STRING(0, "label", &label, "label", "only what has this label"),
	OPT_STRING(0, "since", &since, "version|date",
		   "since then, in place of the release before"),
	OPT_FLAG(0, "open", &with_open, "also what is open still"),
	OPT_END,
};

/* What was typed, the release under way, or the next one. */
static int find_range(struct scope *s)
{
	struct release rel = { 0 };
	struct saved_error before;
	struct version v;
	bool hotfix;
	int rc;

	if (ctx_arg(s->c, 0)) {
		rc = release_which(s->c, &rel, ctx_arg(s->c, 0));
		return rc < 0 ? rc : scope_of_release(s, &rel);
	}
	error_save(&before);
	rc = release_guess(s->c, &v, &hotfix);
	if (error_restore(rc, &before) < 0)
		return scope_of_next(s);
	rc = release_name(s->c, &rel, &v, hotfix);
	return rc < 0 ? rc : scope_of_release(s, &rel);
}

/* Titles and labels are other people's words. */
static void print_text(const struct scope *s, FILE *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct forge_item *item = &s->item[i];
		CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
		scope_add_item(s, item, &line);
		for (size_t k = 0; item->label && item->label[k]; k++) {
			strbuf_adds(&line, k ? ", " : " (");
			strbuf_add_visible(&line, item->label[k],
					   strlen(item->label[k]));
		}
		if (item->label && item->label[0])
			strbuf_adds(&line, ")");
		if (item->state == FORGE_OPEN)
			strbuf_adds(&line, " [open]");
		fprintf(out, "%s\n", line.buf);
	}
}

static json_object *item_json(const struct forge_item *item)
{
	static const char *const states[] = { "open", "closed", "merged" };
	json_object *o = json_new();

	json_add_str(o, "kind", item->pull ? "pull" : "issue");
	json_add_number(o, "number", item->number);
	json_add_str(o, "state", states[item->state]);
	json_add_str(o, "title", item->title);
	json_add_str(o, "url", item->url);
	json_add_str(o, "author", item->author);
	json_add_str(o, "milestone", item->milestone);
	json_add_str(o, "ended", item->ended);
	json_add_names(o, "labels", item->label);
	return o;
}

static void print_json(const struct scope *s, FILE *out)
{
	CLEANUP(json) json_object *o = json_new();
	json_object *items = json_new_list();

	json_add_number(o, "version", 1);
	json_add_str(o, "release", s->version);
	json_add_str(o, "since", s->tag ? s->tag : s->by.since);
	for (size_t i = 0; i < s->n; i++)
		json_append(items, item_json(&s->item[i]));
	json_add(o, "items", items);
	fprintf(out, "%s\n", json_line(o));
}

static int look(struct scope *s)
{
	bool whenever = milestone && !since;
	int rc = 0;

	if (!whenever || ctx_arg(s->c, 0))
		rc = find_range(s);
	if (!rc && since) {
		s->tag = NULL;
		s->base = (git_oid){ { 0 } };
		rc = scope_since(s, since);
	}
	if (!rc)
		rc = forge_of(s->c, setting(&s->c->repo.config, K_REMOTE),
			      &s->forge);
	if (rc < 0)
		return rc;
	if (whenever)
		s->tag = NULL;
	return scope_read(s, !whenever && !s->by.since);
}

static int show_scope(struct ctx *c, FILE *out)
{
	struct scope s = { .c = c,
			   .by = { .milestone = milestone,
				   .label = label,
				   .open = with_open } };
	int rc = look(&s);

	if (!rc && c->json)
		print_json(&s, out);
	else if (!rc)
		print_text(&s, out);
	return rc;
}

const struct cmd cmd_scope = {
	.name = "scope",
	.args = "[<options>] [<version>]",
	.brief = "list what a forge has merged and closed for a release",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_scope,
	.list = release_list,
};
