#include "model/policy_scan.h"

#include "model/similar.h"
#include "model/value.h"

#include <string.h>

enum { MAX_SECTIONS = 16 };

struct scan {
	struct policy *out;
	struct arena *arena;
	const char *name; /* of the file */
	int line;
	const char *section; /* where we are: NULL before the first */
	struct {
		const char *name;
		int line;
	} seen[MAX_SECTIONS];
};

/* Bytes of the line looked at; `end` is behind the last. */
struct span {
	const char *s, *end;
};

#define FAULT(sc, ...)                                                         \
	error_in(error(E_CONFIG, __VA_ARGS__), "%s:%d", (sc)->name, (sc)->line)

static size_t length(struct span t)
{
	return (size_t)(t.end - t.s);
}

static struct span trim(struct span t)
{
	while (t.s < t.end && (*t.s == ' ' || *t.s == '\t'))
		t.s++;
	while (t.s < t.end && (t.end[-1] == ' ' || t.end[-1] == '\t'))
		t.end--;
	return t;
}

static bool holds(struct span t, const char *chars)
{
	for (; t.s < t.end; t.s++) {
		if (strchr(chars, *t.s))
			return true;
	}
	return false;
}

/* Lower case letters, digits, '-' and, for sections, '.'. */
static int check_name(struct scan *sc, struct span t, const char *what,
		      bool dots)
{
	const int n = (int)length(t);

	if (!n)
		return FAULT(sc, "%s name is missing", what);
	for (const char *p = t.s; p < t.end; p++) {
		bool letter = *p >= 'a' && *p <= 'z';
		bool later = (*p >= '0' && *p <= '9') || *p == '-' ||
			     (dots && *p == '.');

		if (*p >= 'A' && *p <= 'Z')
			return FAULT(sc, "%s name '%.*s' is not in lower case",
				     what, n, t.s);
		if (!letter && (p == t.s || !later))
			return FAULT(sc, "bad %s name '%.*s'", what, n, t.s);
	}
	return 0;
}

static const char *known_section(const char *name)
{
	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section && !strcmp(keys[i].section, name))
			return keys[i].section;
	}
	return NULL;
}

static int unknown_section(struct scan *sc, const char *name)
{
	struct similar near = similar_init(name);
	int r = FAULT(sc, "unknown section [%s]", name);

	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section)
			similar_offer(&near, keys[i].section);
	}
	if (near.best)
		error_hint("did you mean [%s]?", near.best);
	return r;
}

static int take_section(struct scan *sc, struct span t)
{
	struct span inner = { t.s + 1, t.end - 1 };
	const char *name;
	int r, i = 0;

	if (length(t) < 2 || *inner.end != ']')
		return FAULT(sc, "section line does not end in ']'");
	r = check_name(sc, inner, "section", true);
	if (r)
		return r;
	name = arena_strndup(sc->arena, inner.s, length(inner));
	sc->section = known_section(name);
	if (!sc->section)
		return unknown_section(sc, name);
	for (; i < MAX_SECTIONS && sc->seen[i].name; i++) {
		if (!strcmp(sc->seen[i].name, name))
			return FAULT(sc, "section [%s] again, first in line %d",
				     name, sc->seen[i].line);
	}
	if (i == MAX_SECTIONS)
		return FAULT(sc, "too many sections");
	sc->seen[i].name = name;
	sc->seen[i].line = sc->line;
	sc->out->n_sections++;
	return 0;
}

static int unknown_key(struct scan *sc, const char *name)
{
	struct similar near = similar_init(name);
	int r = FAULT(sc, "unknown key '%s' in [%s]", name, sc->section);

	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section && !strcmp(keys[i].section, sc->section))
			similar_offer(&near, keys[i].name);
		if (!keys[i].section && !strcmp(keys[i].name, name))
			error_hint("it is yours alone: git config %s <value>",
				   keys[i].git);
	}
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return r;
}

/* Strip the quotes of a value, or make sure that it needs none. */
static int take_value(struct scan *sc, struct span *t)
{
	if (t->s < t->end && *t->s == '"') {
		const char *end = memchr(t->s + 1, '"', length(*t) - 1);

		if (!end)
			return FAULT(sc, "value has no closing '\"'");
		if (end + 1 != t->end)
			return FAULT(sc, "text behind the closing '\"'");
		*t = (struct span){ t->s + 1, end };
	} else if (t->s < t->end && *t->s == '\'') {
		return FAULT(sc, "single quotes do not quote; use '\"'");
	} else if (holds(*t, "\"")) {
		return FAULT(sc, "'\"' inside a value");
	} else if (holds(*t, ";#")) {
		return FAULT(sc, "value with ';' or '#' must be in '\"'");
	}
	if (holds(*t, "\t"))
		return FAULT(sc, "tab in a value");
	return 0;
}

static int take_key(struct scan *sc, struct span t)
{
	const char *eq = memchr(t.s, '=', length(t));
	struct span key = { t.s, eq }, value = { eq ? eq + 1 : NULL, t.end };
	const struct key *k;
	const char *name;
	int r;

	if (!eq)
		return FAULT(sc, "neither [section] nor key = value");
	key = trim(key);
	value = trim(value);
	r = check_name(sc, key, "key", false);
	if (r)
		return r;
	name = arena_strndup(sc->arena, key.s, length(key));
	if (!sc->section)
		return FAULT(sc, "key '%s' before any [section]", name);
	k = key_by_policy(sc->section, name);
	if (!k)
		return unknown_key(sc, name);
	if (sc->out->key[k - keys].line)
		return FAULT(sc, "key '%s' again, first in line %d", name,
			     sc->out->key[k - keys].line);
	r = take_value(sc, &value);
	if (r)
		return r;
	sc->out->key[k - keys].value =
		arena_strndup(sc->arena, value.s, length(value));
	sc->out->key[k - keys].line = sc->line;
	sc->out->n_keys++;
	return 0;
}

/* Control characters: tabs may stand between words, see take_value(). */
static int check_line(struct scan *sc, struct span t)
{
	const char *fault;

	if (length(t) > POLICY_MAX_LINE)
		return FAULT(sc, "line is longer than %d bytes",
			     POLICY_MAX_LINE);
	if (sc->line == 1 && length(t) >= 3 && !memcmp(t.s, "\xef\xbb\xbf", 3))
		return FAULT(sc, "byte order mark in front; save without it");
	fault = text_fault(t.s, length(t), true);
	if (fault)
		return FAULT(sc, "%s", fault);
	t = trim(t);
	if (t.s < t.end && t.end[-1] == '\\')
		return FAULT(sc, "'\\' at the end of a line");
	return 0;
}

static int take_line(struct scan *sc, struct span t)
{
	int r = check_line(sc, t);

	t = trim(t);
	if (r || t.s == t.end || *t.s == ';' || *t.s == '#')
		return r;
	return *t.s == '[' ? take_section(sc, t) : take_key(sc, t);
}

int policy_scan(struct policy *out, struct arena *arena, const char *text,
		size_t n, const char *name)
{
	struct scan sc = { .out = out, .arena = arena, .name = name };
	const char *end = text + n;

	*out = (struct policy){ 0 };
	if (n > POLICY_MAX_BYTES)
		return error(E_CONFIG, "%s: more than %d bytes", name,
			     POLICY_MAX_BYTES);
	while (text < end) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		struct span t = { text, lf ? lf : end };
		int r;

		sc.line++;
		text = lf ? lf + 1 : end;
		if (lf && t.s < t.end && t.end[-1] == '\r')
			t.end--; /* as Windows checks it out */
		r = take_line(&sc, t);
		if (r)
			return r;
	}
	return 0;
}
