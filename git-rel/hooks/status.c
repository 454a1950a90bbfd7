#include "git-rel/hooks/status.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"

#include <string.h>

struct standing {
	const char *state; /* a word */
	bool bad;          /* it was installed, and does not run */
	const char *more;  /* behind the word; NULL */
	const char *hint;  /* what to do; NULL */
	bool line;         /* ... which is to add the line that calls us */
};

static const char *again(const struct place_hook *h)
{
	return h->event->server ? "git rel hooks install --server" :
	       h->event->strict ? "git rel hooks install --strict" :
				  "git rel hooks install";
}

static const char *by_whom(struct arena *a, const struct place_hook *h)
{
	return h->file.tool ?
		       arena_printf(a, "%s (%s)", h->path, h->file.tool) :
		       h->path;
}

/* Ours is in the folder git looks in. */
static struct standing stand_ours(const struct place_hook *h, struct arena *a)
{
	if (!h->file.runs)
		return (struct standing){ "not executable", true, h->path,
					  again(h), false };
	if (h->file.chained)
		return (struct standing){ "installed", false,
					  arena_printf(
						  a, "after %s",
						  hook_file_legacy(a, h->path)),
					  NULL, false };
	return (struct standing){ "installed", false, NULL, NULL, false };
}

static struct standing stand_renamed(const struct place_hook *h,
				     struct arena *a)
{
	bool runs = h->file.tool && !strcmp(h->file.tool, "pre-commit") &&
		    ends_with(h->renamed, ".legacy");

	if (runs)
		return (struct standing){ "installed", false,
					  "pre-commit runs it first", NULL,
					  false };
	if (h->file.owner == HOOK_NONE)
		return (struct standing){ "renamed", true,
					  arena_printf(a, "to %s", h->renamed),
					  again(h), false };
	return (struct standing){ "renamed", true,
				  arena_printf(a, "to %s, for %s", h->renamed,
					       by_whom(a, h)),
				  NULL, true };
}

static struct standing stand_foreign(const struct place_hook *h,
				     struct arena *a)
{
	if (!h->file.runs && !h->noted)
		return (struct standing){ "none", false, "not executable", NULL,
					  false };
	return (struct standing){ h->noted ? "replaced" : "foreign", h->noted,
				  arena_printf(a, "%s%s", h->noted ? "by " : "",
					       by_whom(a, h)),
				  NULL, true };
}

/* The folder is the project's, or everybody's: what is done there is by hand. */
static const char *how_again(const struct place *p, const struct place_hook *h)
{
	if (!*p->folder)
		return "git config --unset core.hooksPath";
	return p->refused && !p->configures ? NULL : again(h);
}

static struct standing stand(const struct place *p, const struct place_hook *h,
			     struct arena *a)
{
	if (h->configured)
		return (struct standing){ "installed", false,
					  "in git's configuration", NULL,
					  false };
	if (h->file.owner == HOOK_OURS)
		return stand_ours(h, a);
	if (h->file.owner == HOOK_CALLING)
		return (struct standing){ h->file.runs ? "called" :
							 "not executable",
					  !h->file.runs, by_whom(a, h), NULL,
					  false };
	if (h->silenced)
		return (struct standing){ "silenced", true, h->silenced,
					  how_again(p, h), !how_again(p, h) };
	if (h->renamed)
		return stand_renamed(h, a);
	if (h->file.owner == HOOK_FOREIGN)
		return stand_foreign(h, a);
	if (h->noted)
		return (struct standing){ "removed", true, NULL,
					  how_again(p, h), !how_again(p, h) };
	return (struct standing){ "none", false, NULL, NULL, false };
}

/* Those that nobody would miss are not listed. */
static bool is_listed(struct ctx *c, const struct place_hook *h,
		      const struct standing *s)
{
	bool usual = c->repo.work_tree ? h->event->client : h->event->server;

	return usual || s->bad ||
	       (strcmp(s->state, "none") && strcmp(s->state, "foreign"));
}

/* Commands first; then a line to copy and where it goes. */
static void print_hint(struct ctx *c, const struct place_hook *h,
		       const struct standing *s, FILE *out)
{
	struct arena *a = &c->repo.arena;

	if (s->hint)
		ui_line(out, "    %s", s->hint);
	if (!s->line)
		return;
	const char *where = hook_file_where(a, h->file.tool, h->event->name);
	ui_line(out, "    add this line to %s:",
		where   ? where :
		h->path ? h->path :
			  "it");
	ui_line(out, "    %s", hook_file_line(a, h->file.tool, h->event->name));
}

static void print_json(struct ctx *c, const struct place_hook *h,
		       const struct standing *s, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	struct arena *a = &c->repo.arena;

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "hook", h->event->name);
	json_add_str(o, "state", s->state);
	json_object_object_add(o, "ok", json_object_new_boolean(!s->bad));
	json_add_str(o, "more", s->more);
	json_add_str(o, "path", h->path);
	json_add_str(o, "tool", h->file.tool);
	json_add_str(o, "hint", s->hint);
	if (s->line)
		json_add_str(o, "line",
			     hook_file_line(a, h->file.tool, h->event->name));
	fprintf(out, "%s\n", json_line(o));
}

bool status_is_bad(struct ctx *c, const struct place *place,
		   const struct place_hook *h, const char **what,
		   const char **hint)
{
	struct arena *a = &c->repo.arena;
	struct standing s = stand(place, h, a);

	*what = s.more ? arena_printf(a, "%s (%s)", s.state, s.more) : s.state;
	*hint = s.hint ? s.hint : "git rel hooks status";
	return s.bad;
}

int status_of_hooks(struct ctx *c, const struct place *place, FILE *out)
{
	size_t bad = 0;

	for (size_t i = 0; i < PLACE_EVENTS; i++) {
		const struct place_hook *h = &place->hook[i];
		struct standing s = stand(place, h, &c->repo.arena);
		bad += s.bad;
		if (!is_listed(c, h, &s))
			continue;
		if (c->json) {
			print_json(c, h, &s, out);
			continue;
		}
		ui_line(out, "%-22s %s%s%s%s", h->event->name, s.state,
			s.more ? " (" : "", s.more ? s.more : "",
			s.more ? ")" : "");
		print_hint(c, h, &s, out);
	}
	if (place->refused && !place->configures && !c->json)
		ui_line(out, "%s", place->refused);
	fflush(out);
	return bad ? error(E_POLICY,
			   bad == 1 ?
				   "%zu hook does not run as it was installed" :
				   "%zu hooks do not run as they were installed",
			   bad) :
		     0;
}
