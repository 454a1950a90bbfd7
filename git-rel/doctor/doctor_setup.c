/*
 * Settings, and what is around them: does git here do what the project has
 * agreed on?
 */
#include "git-rel/doctor/doctor.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/quote.h"
#include "git-rel/hooks/status.h"
#include "release/branch.h"

#include <string.h>

/* git takes a program before an alias of its name, so such an alias never
 * runs; whoever has set it waits for something else. */
static void look_at_aliases(struct doctor *d)
{
	static const char *const verbs[] = { "rel", "backport", "staging" };
	struct arena *a = &d->c->repo.arena;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		const char *key = arena_printf(a, "alias.%s", verbs[i]);
		const struct config *config = &d->c->repo.config;
		const struct config_entry *e = NULL;
		for (size_t k = 0; k < config->n; k++)
			if (!strcmp(config->entry[k].key, key))
				e = &config->entry[k];
		if (!e)
			continue;
		audit_add(&d->audit, AUDIT_WARNING, "alias", key,
			  arena_printf(a, "git config --%s --unset-all %s",
				       e->scope, key),
			  "%s is set, and is never used: 'git %s' is a program",
			  key, verbs[i]);
	}
}

static void look_at_shallow(struct doctor *d)
{
	if (d->c->repo.shallow)
		audit_add(&d->audit, AUDIT_WARNING, "shallow", "history",
			  "git fetch --unshallow --tags",
			  "this clone has only the newest part of the history");
}

/* "local" of "local file:.git/config". */
static const char *scope_of(struct doctor *d, const struct setting *s)
{
	const char *origin = s->overruled ? s->overruled : s->origin;

	return arena_strndup(&d->c->repo.arena, origin, strcspn(origin, " "));
}

const char *doctor_unset(struct doctor *d, enum key_id key)
{
	const struct setting *s = &d->c->repo.config.setting[key];

	return arena_printf(&d->c->repo.arena, "git config --%s --unset-all %s",
			    scope_of(d, s), keys[key].git);
}

/* What one person has set does not count for the others. */
static void look_at_settings(struct doctor *d)
{
	const struct config *config = &d->c->repo.config;

	for (int i = 0; i < N_KEYS; i++) {
		const struct setting *s = &config->setting[i];
		if (s->overruled)
			audit_add(
				&d->audit, AUDIT_WARNING, "config", keys[i].git,
				doctor_unset(d, (enum key_id)i),
				"%s of git config does not count: it is '%s' by %s",
				keys[i].git, s->value, s->origin);
		if (s->rank != RANK_GIT || !s->policy ||
		    !strcmp(s->policy, s->value))
			continue;
		audit_add(&d->audit, AUDIT_WARNING, "config", keys[i].git,
			  doctor_unset(d, (enum key_id)i),
			  "%s is '%s' here, but '%s' by %s", keys[i].git,
			  s->value, s->policy, s->policy_origin);
	}
}

/* Where the project has a policy, what init has seen in one clone alone makes refs
 * mean something else there than for the others. */
static void look_at_found(struct doctor *d)
{
	const struct config *config = d->rules.config;
	struct arena *a = &d->c->repo.arena;

	for (int i = 0; d->rules.name && config && i < N_KEYS; i++) {
		const struct setting *s = &config->setting[i];
		if (s->rank != RANK_FOUND || !keys[i].section ||
		    i == K_REMOTE ||
		    !strcmp(s->value, keys[i].defaults[config->model]))
			continue;
		audit_add(
			&d->audit, AUDIT_WARNING, "config", keys[i].git,
			arena_printf(a, "git config --file .gitrel %s.%s %s",
				     keys[i].section, keys[i].name,
				     ctx_shell(d->c, s->value)),
			"%s is '%s' here alone, as git rel init has found it: %s does not say it",
			keys[i].git, s->value, d->rules.name);
	}
}

static void look_at_remote(struct doctor *d)
{
	const struct setting *s = &d->c->repo.config.setting[K_REMOTE];
	struct arena *a = &d->c->repo.arena;

	if (release_lacks_remote(d->c))
		audit_add(&d->audit, AUDIT_ERROR, "config", keys[K_REMOTE].git,
			  s->rank == RANK_GIT ?
				  doctor_unset(d, K_REMOTE) :
				  arena_printf(a, "git remote add %s <url>",
					       ctx_shell(d->c, s->value)),
			  "there is no remote '%s', to which releases go",
			  s->value)
			->origin = s->origin;
}

/* Do the hooks that were installed run? */
static int look_at_hooks(struct doctor *d)
{
	struct place place;
	int rc = place_look(&place, d->c);

	for (size_t i = 0; !rc && i < PLACE_EVENTS; i++) {
		const struct place_hook *h = &place.hook[i];
		const char *what, *hint;
		if (status_is_bad(d->c, &place, h, &what, &hint))
			audit_add(&d->audit, AUDIT_ERROR, "hooks",
				  h->event->name, hint,
				  "'%s' was installed, and does not run: %s",
				  h->event->name, what);
	}
	return rc;
}

int doctor_setup(struct doctor *d)
{
	look_at_aliases(d);
	look_at_shallow(d);
	look_at_settings(d);
	look_at_found(d);
	look_at_remote(d);
	return look_at_hooks(d);
}
