#include "git-rel/hooks/install.h"

#include "base/cleanup.h"
#include "base/platform.h"
#include "git-rel/local_setting.h"

#include <string.h>
#include <unistd.h>

struct install_job {
	struct ctx *c;
	struct plan *p;
	const struct place *place;
	const struct install *how;
	struct step *config; /* NULL: nothing to set yet */
	const char *bin;     /* where this program is; NULL: nobody knows */
	struct strbuf done;  /* names of hooks, between blanks */
};

/* git finds us by PATH; a graphical client, or a server, may have another one. */
static const char *own_folder(struct arena *a)
{
	char path[4096];

	if (!platform_program(path, sizeof(path)))
		return NULL;
	char *slash = strrchr(path, '/');
	if (!slash || slash == path)
		return NULL;
	*slash = '\0';
	return arena_strdup(a, path);
}

static bool wanted(const struct install *how, const struct place_event *e)
{
	return how->server ? e->server :
			     e->client || (how->strict && e->strict);
}

static struct step *add_hook(struct plan *p, const char *path, const char *text,
			     bool chained, bool removes)
{
	struct step *s = plan_add(p, STEP_HOOK);

	s->ref = plan_text(p, "%s", path);
	s->message = plan_text(p, "%s", text);
	s->chained = chained;
	s->removes = removes;
	if (removes)
		s->what = plan_text(p, "remove %s%s", path,
				    chained ? ", and put what was kept back" :
					      "");
	else
		s->what = plan_text(
			p, "write %s%s", path,
			chained ? ", which runs what was there first" : "");
	return s;
}

/* One step for all settings; the plan's array may move. */
static void set(struct install_job *k, const char *key, const char *to)
{
	if (!k->config) {
		k->config = plan_add(k->p, STEP_CONFIG);
		k->config->what = "write .git/config";
	}
	local_setting_change(k->c, k->p, k->config, key, to);
}

static void note_done(struct install_job *k, const struct place_event *e)
{
	strbuf_addf(&k->done, "%s%s", k->done.len ? " " : "", e->name);
}

/* pre-commit runs what it finds as ".legacy", which would then be itself. */
static bool can_chain(const struct place_hook *h)
{
	return !h->file.tool || strcmp(h->file.tool, "pre-commit") != 0;
}

static int say_foreign(struct install_job *k, const struct place_hook *h)
{
	struct arena *a = &k->c->repo.arena;
	const char *tool = h->file.tool;
	const char *where = hook_file_where(a, tool, h->event->name);
	int rc = error(E_POLICY, "there is a hook '%s' already%s%s%s", h->path,
		       tool ? " (" : "", tool ? tool : "", tool ? ")" : "");

	if (!can_chain(h)) {
		error_hint(
			"pre-commit runs the hook that was there before it: pre-commit uninstall -t %s && git rel hooks install && pre-commit install -t %s",
			h->event->name, h->event->name);
		return rc;
	}
	error_hint("add this line to %s:", where ? where : "it");
	error_hint("%s", hook_file_line(a, tool, h->event->name));
	if (!k->how->chain)
		error_hint("or keep it, and let it run first: %s%s --chain",
			   "git rel hooks install",
			   k->how->server ? " --server" : "");
	return rc;
}

static int say_refused(struct install_job *k, const struct place_hook *h)
{
	int rc = error(E_POLICY, "nothing is written there: %s",
		       k->place->refused);

	if (!*k->place->folder) {
		error_hint("git config --unset core.hooksPath");
		return rc;
	}
	error_hint("add this line to %s:",
		   h->file.tool ?
			   hook_file_where(&k->c->repo.arena, h->file.tool,
					   h->event->name) :
			   h->path);
	error_hint("%s", hook_file_line(&k->c->repo.arena, h->file.tool,
					h->event->name));
	error_hint("git rel hooks status   has such a line for each hook");
	return rc;
}

/* A script in the folder of hooks. */
static int install_file(struct install_job *k, const struct place_hook *h)
{
	struct arena *a = &k->c->repo.arena;
	const struct hook_file *f = &h->file;
	bool chained = f->owner == HOOK_OURS ? f->chained :
					       f->owner == HOOK_FOREIGN;
	const char *text = hook_file_text(a, h->event->name, k->bin,
					  k->how->server, chained);

	if (f->owner == HOOK_CALLING) {
		plan_note(k->p,
			  "'%s' calls git rel already, and stays as it is",
			  h->path);
		return 0;
	}
	if (f->owner == HOOK_OURS && f->edited) {
		plan_note(
			k->p,
			"'%s' was changed since it was written, and stays as it is; to have it anew: git rel hooks uninstall && git rel hooks install",
			h->path);
		note_done(k, h->event);
		return 0;
	}
	if (k->place->refused)
		return say_refused(k, h);
	if (f->owner == HOOK_FOREIGN && h->renamed) {
		plan_note(k->p, "'%s' stays: it has ours as '%s'%s", h->path,
			  h->renamed,
			  ends_with(h->renamed, ".legacy") ?
				  ", and runs it" :
				  "; git rel hooks status   tells what to do");
		return 0;
	}
	if (f->owner == HOOK_FOREIGN && (!k->how->chain || !can_chain(h)))
		return say_foreign(k, h);
	if (f->owner != HOOK_OURS || strcmp(f->text, text) != 0 || !f->runs)
		add_hook(k->p, h->path, text, chained, false);
	note_done(k, h->event);
	return 0;
}

static int check_legacy(struct install_job *k, const struct place_hook *h)
{
	const char *legacy =
		h->path ? hook_file_legacy(&k->c->repo.arena, h->path) : NULL;

	if (h->file.owner != HOOK_FOREIGN || !k->how->chain || h->renamed ||
	    k->place->refused || !can_chain(h) || access(legacy, F_OK) < 0)
		return 0;
	int rc = error(E_EXISTS, "'%s' is in the way of keeping '%s'", legacy,
		       h->path);
	error_hint("move it out of the way, then run the command again");
	return rc;
}

/* git 2.54 and newer: whatever core.hooksPath says, and beside hooks of others. */
static void configure(struct install_job *k, const struct place_hook *h)
{
	struct arena *a = &k->c->repo.arena;
	const char *name = h->event->name;

	set(k, place_key(a, h->event, "event"), name);
	set(k, place_key(a, h->event, "command"),
	    hook_file_command(a, name, k->bin));
	if (local_setting(k->c, place_key(a, h->event, "enabled")))
		set(k, place_key(a, h->event, "enabled"), NULL);
	note_done(k, h->event);
}

static void remove_file(struct install_job *k, const struct place_hook *h)
{
	const char *aside[] = { h->renamed, h->left };
	struct hook_file f;

	if (h->path && h->file.owner == HOOK_OURS)
		add_hook(k->p, h->path, h->file.text, h->file.chained, true);
	for (size_t i = 0; i < sizeof(aside) / sizeof(*aside); i++) {
		if (!aside[i])
			continue;
		hook_file_look(&f, &k->c->repo.arena, aside[i], h->event->name);
		add_hook(k->p, aside[i], f.text, f.chained, true);
	}
}

static int install_each(struct install_job *k)
{
	/* a server may run an older git than the one that asks */
	bool configures = k->place->configures && !k->how->server;
	int rc = 0;

	for (size_t i = 0; !rc && i < PLACE_EVENTS; i++) {
		const struct place_hook *h = &k->place->hook[i];
		if (!wanted(k->how, h->event))
			continue;
		rc = check_legacy(k, h);
		if (!rc && configures)
			remove_file(k, h);
		else if (!rc)
			rc = install_file(k, h);
	}
	for (size_t i = 0; !rc && configures && i < PLACE_EVENTS; i++)
		if (wanted(k->how, k->place->hook[i].event))
			configure(k, &k->place->hook[i]);
	return rc;
}

/* A step that sets nothing is none. */
static void drop_empty(struct plan *p)
{
	if (p->n && p->step[p->n - 1].kind == STEP_CONFIG &&
	    !p->step[p->n - 1].n_set)
		p->n--;
}

static const char *merged_note(struct install_job *k)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < PLACE_EVENTS; i++) {
		const struct place_hook *h = &k->place->hook[i];
		if (h->noted || (k->done.len && wanted(k->how, h->event) &&
				 strstr(k->done.buf, h->event->name)))
			strbuf_addf(&all, "%s%s", all.len ? " " : "",
				    h->event->name);
	}
	return all.len ? arena_strdup(&k->c->repo.arena, all.buf) : NULL;
}

/* A push is judged before its .gitrel counts, so that what HEAD's says of the
 * name of main has to be known from elsewhere. */
static void name_main(struct install_job *k)
{
	const struct setting *trunk = &k->c->repo.config.setting[K_MAIN];

	if (trunk->rank == RANK_POLICY)
		set(k, keys[K_MAIN].git, trunk->value);
}

/* Nobody commits or pushes from there. */
static int check_bare(struct ctx *c)
{
	if (!config_git_bool(&c->repo.config, "core.bare", false) ||
	    c->repo.work_tree)
		return 0;
	int rc = error(E_POLICY,
		       "this is a bare repository, which is pushed to");
	error_hint("git rel hooks install --server");
	return rc;
}

int install_plan(struct ctx *c, struct plan *p, const struct place *place,
		 const struct install *how)
{
	struct install_job k = { .c = c,
				 .p = p,
				 .place = place,
				 .how = how,
				 .bin = own_folder(&c->repo.arena),
				 .done = STRBUF_INIT };
	int rc = how->server ? 0 : check_bare(c);

	if (!rc)
		rc = install_each(&k);

	if (!rc) {
		if (how->server)
			name_main(&k);
		set(&k, PLACE_NOTE, merged_note(&k));
		drop_empty(p);
		p->outcome =
			plan_is_empty(p) ?
				"nothing to do: git rel hooks status   tells how they stand" :
				plan_text(p, "installed: %s", k.done.buf);
	}
	strbuf_release(&k.done);
	return rc;
}

int uninstall_plan(struct ctx *c, struct plan *p, const struct place *place)
{
	static const char *const last[] = { "event", "command", "enabled" };
	struct install_job k = { .c = c, .p = p, .place = place };

	for (size_t i = 0; i < PLACE_EVENTS; i++)
		remove_file(&k, &place->hook[i]);
	for (size_t i = 0; i < PLACE_EVENTS; i++)
		for (size_t n = 0; n < sizeof(last) / sizeof(*last); n++) {
			const char *key = place_key(&c->repo.arena,
						    &place_events[i], last[n]);
			if (local_setting(c, key))
				set(&k, key, NULL);
		}
	if (local_setting(c, PLACE_NOTE))
		set(&k, PLACE_NOTE, NULL);
	drop_empty(p);
	p->outcome = plan_is_empty(p) ? "there are no hooks of ours here" :
					"the hooks are as they were before";
	return 0;
}
