#ifndef RELEASE_FORGE_STEP_H
#define RELEASE_FORGE_STEP_H

/*
 * What a command wants of the forge: the forge of a release's remote, and steps
 * of a plan that ask it for something.
 */
#include "forge/session.h"
#include "forge/thing.h"
#include "release/release.h"

/* The forge of a remote.  E_NOTFOUND where it has none that we know, with a hint
 * about rel.forge.  Without a token it can be read, if it is public.  It stays
 * open for the whole command. */
int forge_of(struct ctx *c, const char *remote, struct forge **out) MUST_CHECK;

/* A step that makes `thing` be as `want` says, which this takes.  `what` and
 * `command` are told to people. */
void forge_step(struct plan *p, const struct forge *f,
		const struct thing *thing, json_object *want, const char *what,
		const char *command);

/* Nothing can be asked of it without one: told by the plan's end, with the page
 * where a person does it, and exit status 1. */
void forge_stop(struct plan *p, const struct forge *f, const char *what,
		const char *page);

/* Helpers for wishes: NULL and an empty list add nothing. */
void want_list(json_object *want, const char *key, const struct strvec *list);
void want_flag(json_object *want, const char *key, bool value);
/* "a, b" as a list. */
void want_words(struct strvec *out, const char *text);

#endif
