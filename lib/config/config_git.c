#include "config/config.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/quote.h"
#include "config/value.h"
#include "text/similar.h"

#include <stdlib.h>
#include <string.h>

static const char *last_part(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? dot + 1 : key;
}

/* Other programs keep settings in sections backport and staging, too: there only
 * what looks like a key of ours is a mistake. */
static int unknown_key(const struct config_entry *e, const char *origin)
{
	size_t section = strcspn(e->key, ".") + 1;
	struct similar near = similar_init(last_part(e->key));

	for (int i = 0; i < N_KEYS; i++)
		if (!strncmp(keys[i].git, e->key, section))
			similar_offer(&near, last_part(keys[i].git));
	if (!near.best && !starts_with(e->key, "rel."))
		return 0;
	CLEANUP(strbuf) struct strbuf word = STRBUF_INIT;
	strbuf_add_shell_line(&word, e->key);
	error(E_CONFIG, "%s: unknown key '%s'", origin, e->key);
	if (near.best)
		error_hint("did you mean '%.*s%s'?", (int)section, e->key,
			   near.best);
	else if (starts_with(origin, "local "))
		error_hint("git config --unset-all %s   takes it away",
			   word.buf);
	return E_CONFIG;
}

/* What init has seen, and whoever comes later may know better: a key that we do
 * not have is one of a later version. */
static int take_found(struct config *c, const struct config_entry *e,
		      const char *origin)
{
	const char *name = e->key + strlen("rel.found.");
	CLEANUP(text) char *plain = xasprintf("rel.%s", name);
	const struct key *k = key_by_git(plain);

	if (!k || !e->value)
		return 0;
	c->configured = true;
	return config_take(c, (enum key_id)(k - keys), e->value,
			   arena_printf(&c->arena, "init (%s)", origin),
			   RANK_FOUND);
}

static bool in_our_section(const char *key)
{
	return starts_with(key, "rel.") || starts_with(key, "backport.") ||
	       starts_with(key, "staging.");
}

/* Ours are rel.<key>, backport.<key> and staging.<key>; rel.<name>.<key> belongs
 * to others. */
static bool is_ours(const char *key)
{
	if (!starts_with(key, "rel."))
		return in_our_section(key) &&
		       !strchr(strchr(key, '.') + 1, '.');
	return !strchr(key + 4, '.') && strcmp(key, "rel.trust") != 0 &&
	       strcmp(key, "rel.trusted") != 0 &&
	       strcmp(key, "rel.hooks") != 0 && strcmp(key, "rel.pusher") != 0;
}

/* rel.check.<name> and rel.check.<type>.<name>: 1 if it is one of these. */
static int take_command(struct config *c, const char *key, const char *value,
			const char *origin)
{
	const char *name = strrchr(key, '.') + 1, *fault;
	CLEANUP(text)
	char *section = name > key + 4 ?
				xstrndup(key + 4, (size_t)(name - key - 5)) :
				NULL;
	struct command cmd = { .name = name, .line = value, .origin = origin };
	int r = section ? command_section(&cmd, section) : 0;

	if (r <= 0)
		return r;
	if (!value)
		return error(E_CONFIG, "no value");
	fault = text_fault(value, strlen(value), false);
	if (fault)
		return error(E_CONFIG, "%s in the value", fault);
	command_take(c, &cmd);
	c->configured = true;
	return 1;
}

/* rel.rule.<name> and rel.rule.warn.<name>: 1 if it is one of these. */
static int take_rule(struct config *c, const struct config_entry *e,
		     const char *origin)
{
	bool warn = starts_with(e->key, "rel.rule.warn.");
	const char *name =
		e->key + strlen(warn ? "rel.rule.warn." : "rel.rule.");
	struct rule_line line = { .warn = warn,
				  .value = e->value,
				  .origin = origin };
	const char *fault;

	if (!starts_with(e->key, "rel.rule."))
		return 0;
	line.id = rule_by_name(name);
	if (line.id == N_RULES) {
		struct similar near = similar_init(name);
		for (int i = 0; i < N_RULES; i++)
			similar_offer(&near, rule_names[i]);
		error(E_CONFIG, "there is no such rule");
		if (near.best)
			error_hint("did you mean '%.*s%s'?",
				   (int)(name - e->key), e->key, near.best);
		return E_CONFIG;
	}
	if (!e->value)
		return error(E_CONFIG, "no value");
	fault = text_fault(e->value, strlen(e->value), false);
	if (fault)
		return error(E_CONFIG, "%s in the value", fault);
	rule_line_take(c, &line);
	/* what is not looked at says nothing of how releases are made */
	c->configured |= line.id != R_SINCE;
	return 1;
}

static int take_key(struct config *c, const struct config_entry *e,
		    const char *origin)
{
	const struct key *k = key_by_git(e->key);
	int r;

	if (!k)
		return unknown_key(e, origin);
	if (!e->value && k->type != KEY_BOOL)
		return error(E_CONFIG, "%s: %s: no value", origin, e->key);
	r = config_take(c, (enum key_id)(k - keys),
			e->value ? e->value : "true", origin, RANK_GIT);
	if (r)
		return error_in(r, "%s: %s", origin, e->key);
	c->configured = true;
	return 0;
}

static int take_entry(struct config *c, const struct config_entry *e)
{
	CLEANUP(strbuf) struct strbuf origin = STRBUF_INIT;
	int r;

	if (!strcmp(e->scope, "command"))
		strbuf_adds(&origin, "command line");
	else
		strbuf_addf(&origin, "%s %s", e->scope, e->origin);
	r = !starts_with(e->key, "rel.") ?
		    0 :
	    starts_with(e->key, "rel.found.") ?
		    take_found(c, e, origin.buf) :
		    take_command(c, e->key, e->value, origin.buf);
	if (!r)
		r = take_rule(c, e, origin.buf);
	if (r < 0)
		return error_in(r, "%s: %s", origin.buf, e->key);
	return r || !is_ours(e->key) ? 0 : take_key(c, e, origin.buf);
}

/* The next NUL-ended field, NULL if there is none. */
static char *field(char **p, char *end)
{
	char *s = *p, *nul = s < end ? memchr(s, '\0', (size_t)(end - s)) : 0;

	*p = nul ? nul + 1 : end;
	return nul ? s : NULL;
}

int config_read_git(struct config *c, const char *text, size_t n)
{
	char *p = arena_alloc(&c->arena, n + 1), *end = p + n;

	if (n)
		memcpy(p, text, n);
	while (p < end) {
		struct config_entry e = { 0 };
		char *key, *lf;
		int r = 0;

		e.scope = field(&p, end);
		e.origin = field(&p, end);
		key = field(&p, end);
		if (!key || !*key)
			return error(E_CONFIG,
				     "cannot read the answer of git config");
		e.key = key;
		lf = strchr(key, '\n');
		if (lf) {
			*lf = '\0';
			e.value = lf + 1;
		}
		GROW(c->entry, c->n, c->alloc);
		c->entry[c->n++] = e;
		if (in_our_section(key))
			r = take_entry(c, &e);
		if (r && !c->lenient)
			return r;
	}
	return 0;
}

int config_take_git(struct config *c, const struct config *from)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < from->n; i++) {
		const struct config_entry *e = &from->entry[i];
		GROW(c->entry, c->n, c->alloc);
		c->entry[c->n++] = *e;
		if (in_our_section(e->key))
			rc = take_entry(c, e);
		if (rc && c->lenient)
			rc = 0;
	}
	return rc;
}

const char *config_git_own(const struct config *c, const char *key)
{
	for (size_t i = c->n; i-- > 0;) {
		const struct config_entry *e = &c->entry[i];
		if (!strcmp(e->scope, "local") && !strcmp(e->key, key))
			return e->value ? e->value : "true";
	}
	return NULL;
}

static bool is_personal(const struct config_entry *e)
{
	return in_our_section(e->key) &&
	       (!strcmp(e->scope, "global") || !strcmp(e->scope, "command"));
}

int config_forget_person(struct config *c)
{
	size_t n = c->n;
	int rc = 0;

	memset(c->setting, 0, sizeof(c->setting));
	memset(c->found, 0, sizeof(c->found));
	c->n = c->n_commands = c->n_rules = 0;
	c->configured = false;
	for (size_t i = 0; !rc && i < n; i++) {
		struct config_entry e = c->entry[i];
		if (is_personal(&e))
			continue;
		c->entry[c->n++] = e;
		if (in_our_section(e.key))
			rc = take_entry(c, &e);
		if (rc && c->lenient)
			rc = 0;
	}
	return rc;
}

void config_forget_remotes(struct config *c)
{
	size_t n = c->n;

	c->n = 0;
	for (size_t i = 0; i < n; i++)
		if (!starts_with(c->entry[i].key, "remote."))
			c->entry[c->n++] = c->entry[i];
}

static const struct config_entry *last_entry(const struct config *c,
					     const char *key)
{
	for (size_t i = c->n; i-- > 0;) {
		if (!strcmp(c->entry[i].key, key))
			return &c->entry[i];
	}
	return NULL;
}

const char *config_git(const struct config *c, const char *key)
{
	const struct config_entry *e = last_entry(c, key);

	return !e ? NULL : e->value ? e->value : "true";
}

const char *config_git_sub(const struct config *c, const char *section,
			   const char *name, const char *key)
{
	CLEANUP(text) char *full = xasprintf("%s.%s.%s", section, name, key);

	return config_git(c, full);
}

const char *config_path(struct arena *a, const char *value)
{
	const char *home = getenv("HOME");

	return value && starts_with(value, "~/") && home ?
		       arena_printf(a, "%s%s", home, value + 1) :
		       value;
}

bool config_git_bool(const struct config *c, const char *key, bool fallback)
{
	const struct config_entry *e = last_entry(c, key);
	int b = e ? value_bool(e->value) : -1;
	char *end;
	long n;

	if (!e || b >= 0)
		return b < 0 ? fallback : b;
	n = strtol(e->value, &end, 10);
	return *end ? fallback : n != 0; /* git takes any number */
}

bool config_has_remote(const struct config *c, const char *name)
{
	static const char *const needed[] = { "url", "pushurl", "vcs" };

	for (int i = 0; i < 3; i++) {
		if (config_git_sub(c, "remote", name, needed[i]))
			return true;
	}
	return false;
}
