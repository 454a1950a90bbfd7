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

/* Nothing can be asked of it: there is no token, or what was asked first has
 * ended with `rc`, no usable answer. */
bool forge_is_away(struct forge *f, int rc);
/* Which of both; told by forge_stop(). */
const char *forge_lacks(const struct forge *f);
/* A line about what is left, and those to type (or NULL). */
void forge_left(struct strbuf *out, const char *what, const char *page,
		const char *typed);
/* Then this is told by the plan's end, with the page where a person does it and
 * lines to type (or NULL), and exit status 1.  May be called more than once. */
void forge_stop(struct plan *p, const struct forge *f, const char *what,
		const char *page, const char *typed);

/* Make the text as short as the forge takes it, which is told; `end` is put behind
 * it, and stays whole. */
void forge_shorten(struct plan *p, const struct forge *f, struct strbuf *text,
		   const char *end, size_t most);

/* Helpers for wishes: NULL and an empty list add nothing. */
void want_list(json_object *want, const char *key, const struct strvec *list);
void want_flag(json_object *want, const char *key, bool value);
/* "a, b" as a list. */
void want_words(struct strvec *out, const char *text);

#endif
