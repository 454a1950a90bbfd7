#include "git-rel/hooks/place.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "git-rel/local_setting.h"
#include "git/hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct place_event place_events[PLACE_EVENTS] = {
	{ "pre-commit", true, false, false },
	{ "pre-merge-commit", true, false, false },
	{ "commit-msg", true, false, false },
	{ "pre-push", true, false, false },
	{ "reference-transaction", false, false, true },
	{ "pre-receive", false, true, false },
	{ "update", false, false, false },
};

const char *place_key(struct arena *a, const struct place_event *e,
		      const char *last)
{
	return arena_printf(a, "hook.rel-%s.%s", e->name, last);
}

static int ask_version(struct place *p, struct arena *a)
{
	static const char *const argv[] = { "git", "version", NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &out };
	int major = 0, minor = 0, rc = run_command(&run);

	if (rc < 0)
		return rc;
	strbuf_trim_end(&out);
	p->git = arena_strdup(a, starts_with(out.buf, "git version ") ?
					 out.buf + 12 :
					 out.buf);
	(void)!sscanf(p->git, "%d.%d", &major, &minor);
	p->configures = major > 2 || (major == 2 && minor >= 54);
	return 0;
}

/* A folder as the system knows it; itself where there is none yet. */
static const char *real(struct arena *a, const char *path)
{
	CLEANUP(text) char *r = realpath(path, NULL);

	return arena_strdup(a, r ? r : path);
}

static bool is_below(const char *path, const char *top)
{
	size_t n = strlen(top);

	return !strncmp(path, top, n) && (path[n] == '/' || !path[n]);
}

/* The scope of the value that counts. */
static const char *scope_of(const struct config *c, const char *key)
{
	for (size_t i = c->n; i-- > 0;)
		if (!strcmp(c->entry[i].key, key))
			return c->entry[i].scope;
	return "local";
}

/* What is tracked is everybody's, and husky and others write theirs anew; what
 * all repositories of a person share is none of this one's business. */
static const char *why_not(struct ctx *c, const char *folder)
{
	struct arena *a = &c->repo.arena;
	const char *dir = real(a, folder), *top = c->repo.work_tree;

	if (!*folder)
		return "core.hooksPath is empty, so git looks for hooks in '/' and runs none";
	if (is_below(dir, real(a, c->repo.common_dir)))
		return NULL;
	if (top && is_below(dir, real(a, top)))
		return arena_printf(
			a, "core.hooksPath is '%s', which is the project's own",
			config_git(&c->repo.config, "core.hookspath"));
	const char *scope = scope_of(&c->repo.config, "core.hookspath");
	if (strcmp(scope, "local") && strcmp(scope, "worktree"))
		return arena_printf(
			a,
			"core.hooksPath is '%s' for all repositories (%s configuration)",
			config_git(&c->repo.config, "core.hookspath"), scope);
	return NULL;
}

/* Is `name` among the words of the note? */
static bool is_noted(const char *note, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = note; p && *p;) {
		size_t word = strcspn(p, " ");
		if (word == n && !strncmp(p, name, n))
			return true;
		p += word + (p[word] == ' ');
	}
	return false;
}

/* Where another tool may have put ours away; pre-commit runs what it finds as
 * ".legacy", lefthook does not run what it finds as ".old". */
static void look_aside(struct place_hook *h, struct arena *a, const char *path)
{
	static const char *const aside[] = { "old", "legacy", "bak" };

	for (size_t i = 0; i < sizeof(aside) / sizeof(*aside); i++) {
		const char *at = arena_printf(a, "%s.%s", path, aside[i]);
		struct hook_file f;
		hook_file_look(&f, a, at, h->event->name);
		if (f.owner == HOOK_OURS)
			h->renamed = at;
	}
}

/* What a tool's script does stands in a file of the project. */
static bool is_called_by_tool(struct ctx *c, const struct place_hook *h)
{
	static const char *const files[][2] = {
		{ "lefthook", "lefthook.yml" },
		{ "lefthook", ".lefthook.yml" },
		{ "lefthook", "lefthook.yaml" },
		{ "lefthook", "lefthook.toml" },
		{ "lefthook", "lefthook-local.yml" },
		{ "pre-commit", ".pre-commit-config.yaml" },
	};
	struct arena *a = &c->repo.arena;

	for (size_t i = 0; h->file.tool && c->repo.work_tree &&
			   i < sizeof(files) / sizeof(*files);
	     i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		const char *path = arena_printf(a, "%s/%s", c->repo.work_tree,
						files[i][1]);
		if (!strcmp(files[i][0], h->file.tool) &&
		    strbuf_read_file(&text, path, 1024 * 1024, false) == 0 &&
		    hook_file_calls(a, text.buf, h->event->name))
			return true;
	}
	return false;
}

static void look_configured(struct place *p, struct place_hook *h,
			    struct ctx *c)
{
	const struct config *config = &c->repo.config;
	struct arena *a = &c->repo.arena;
	const char *off = place_key(a, h->event, "enabled");
	const char *all = arena_printf(a, "hook.%s.enabled", h->event->name);

	h->command = local_setting(c, place_key(a, h->event, "command"));
	if (!h->command)
		return;
	if (!p->configures)
		h->silenced = arena_printf(
			a, "git %s runs no configured hooks, 2.54 does",
			p->git);
	else if (!config_git_bool(config, off, true))
		h->silenced = arena_printf(a, "%s is false", off);
	else if (!config_git_bool(config, all, true))
		h->silenced = arena_printf(a, "%s is false", all);
	else if (!config_git(config, place_key(a, h->event, "event")))
		h->silenced = arena_printf(a, "%s is not set",
					   place_key(a, h->event, "event"));
	h->configured = !h->silenced;
}

static void look_hook(struct place *p, struct place_hook *h, struct ctx *c)
{
	struct arena *a = &c->repo.arena;
	const char *name = h->event->name;
	struct hook_file unused;

	h->noted = is_noted(local_setting(c, PLACE_NOTE), name);
	if (*p->folder) {
		h->path = arena_printf(a, "%s/%s", p->folder, name);
		hook_file_look(&h->file, a, h->path, name);
		if (h->file.owner == HOOK_FOREIGN && is_called_by_tool(c, h))
			h->file.owner = HOOK_CALLING;
		if (h->file.owner != HOOK_OURS)
			look_aside(h, a, h->path);
	}
	look_configured(p, h, c);
	if (!strcmp(p->folder, p->fallback) || h->file.owner == HOOK_OURS)
		return;
	if (!h->renamed)
		look_aside(h, a, arena_printf(a, "%s/%s", p->fallback, name));
	hook_file_look(&unused, a, arena_printf(a, "%s/%s", p->fallback, name),
		       name);
	if (unused.owner != HOOK_OURS)
		return;
	h->left = arena_printf(a, "%s/%s", p->fallback, name);
	if (!h->command)
		h->silenced = arena_printf(
			a, "core.hooksPath is '%s', and ours is in '%s'",
			config_git(&c->repo.config, "core.hookspath"),
			p->fallback);
}

int place_look(struct place *p, struct ctx *c)
{
	struct arena *a = &c->repo.arena;
	int rc;

	*p = (struct place){ 0 };
	if ((rc = ask_version(p, a)) < 0)
		return rc;
	p->folder = hook_folder(&c->repo);
	p->fallback = arena_printf(a, "%s/hooks", c->repo.common_dir);
	p->refused = why_not(c, p->folder);
	for (size_t i = 0; i < PLACE_EVENTS; i++) {
		p->hook[i].event = &place_events[i];
		look_hook(p, &p->hook[i], c);
	}
	return 0;
}
