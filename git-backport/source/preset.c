#include "git-backport/source/preset.h"

#include "base/cleanup.h"

#include <string.h>

#define USUAL_BRANCH "backport/{id}/{target}"
#define DASHED_BRANCH "backport-{id}-to-{target}"
#define USUAL_TITLE "[Backport {target}] {title}"
#define USUAL_BODY "# Description\n\nBackport of {source} to `{target}`."

static const struct preset presets[] = {
	{ "default", USUAL_BRANCH, USUAL_TITLE, USUAL_BODY, "stable/{target}" },
	{ "korthout", DASHED_BRANCH, USUAL_TITLE, USUAL_BODY,
	  "backport {target}" },
	{ "tibdex", DASHED_BRANCH, USUAL_TITLE, "Backport {source}.",
	  "backport {target}" },
	{ "elastic", "backport/{target}/pr-{id}", "[{target}] {title}",
	  "Backport of {source} to `{target}`.", "auto-backport-to-{target}" },
	{ "nextcloud", USUAL_BRANCH, "{title}", "Backport of {source}",
	  "backport-request/{target}" },
	{ "gitea", "backport-{id}-{target}", "{title} ({source})",
	  "Backport {source}", "backport/{target}" },
	{ "gitea-cli", "backport-{id}-{target}", "{title} ({source})",
	  "Backport {source}", "backport/{target}" },
	{ "prow", "cherry-pick-{id}-to-{target}", "[{target}] {title}",
	  "This is an automated cherry-pick of {source}",
	  "cherrypick/{target}" },
	{ "cpython", "backport-{id}-{target}", "[{target}] {title} (GH-{id})",
	  "Backport of {source}", "needs backport to {target}" },
	{ "mergify", "mergify/bp/{target}/pr-{id}",
	  "{title} (backport {source})", "Backport of {source} to `{target}`.",
	  "backport-{target}" },
	{ "hashicorp", USUAL_BRANCH, "Backport of {title} into {target}",
	  "Backport of {source}", "backport/{target}" },
	{ "meeseeks", USUAL_BRANCH,
	  "Backport PR {source} on branch {target} ({title})",
	  "Backport PR {source}: {title}", "backport {target}" },
};

enum { N_PRESETS = sizeof(presets) / sizeof(*presets) };

void preset_fill(struct strbuf *out, const char *form, const struct filling *by)
{
	const struct {
		const char *hole, *value;
	} table[] = { { "{id}", by->id },
		      { "{target}", by->target },
		      { "{source}", by->source },
		      { "{title}", by->title } };

	for (const char *p = form; *p;) {
		size_t i = 0;
		while (i < 4 &&
		       (!table[i].value || !starts_with(p, table[i].hole)))
			i++;
		if (i < 4) {
			strbuf_adds(out, table[i].value);
			p += strlen(table[i].hole);
		} else {
			strbuf_addc(out, *p++);
		}
	}
}

const struct preset *preset_of(const struct config *config)
{
	const char *name = setting(config, K_BACKPORT_PRESET);

	for (size_t i = 0; i < N_PRESETS; i++)
		if (!strcmp(presets[i].name, name))
			return &presets[i];
	return &presets[0];
}

const char *preset_branch(const struct config *config)
{
	const char *set = setting(config, K_BACKPORT_BRANCH);

	return strcmp(set, USUAL_BRANCH) != 0 ? set : preset_of(config)->branch;
}

/* "[Backport 1.2] ", "[stable/1.2] ": no "[ui] ", which has no digit. */
static size_t prefix(const char *title)
{
	const char *end = *title == '[' ? strchr(title, ']') : NULL;
	size_t n = end ? (size_t)(end - title) : 0;

	if (!n || end[1] != ' ')
		return 0;
	return starts_with(title, "[Backport ") ||
			       (strcspn(title, "0123456789") < n &&
				strcspn(title, " ") > n) ?
		       n + 2 :
		       0;
}

void preset_bare_title(struct strbuf *out, const char *title)
{
	for (size_t n = prefix(title); n; n = prefix(title))
		title += n;
	size_t n = strlen(title), at = n;

	if (n > 4 && title[n - 1] == ')') {
		at = n - 1;
		while (at && strchr("0123456789", title[at - 1]))
			at--;
		if (at < 3 || at == n - 1 || title[at - 2] != '(' ||
		    title[at - 3] != ' ' || !strchr("#!", title[at - 1]))
			at = n;
		else
			at -= 3;
	}
	strbuf_add(out, title, at ? at : n);
}

bool preset_label(struct strbuf *out, const struct preset *by,
		  const char *label)
{
	const char *hole = strstr(by->label, "{target}");
	size_t before = (size_t)(hole - by->label);

	if (strncmp(label, by->label, before) != 0 || !label[before] ||
	    strpbrk(label + before, "*?[ \t"))
		return false;
	strbuf_adds(out, label + before);
	return true;
}

bool preset_any_branch(const char *branch, const struct filling *by)
{
	for (size_t i = 0; i < N_PRESETS; i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		preset_fill(&name, presets[i].branch, by);
		if (!strcmp(name.buf, branch))
			return true;
	}
	return false;
}
