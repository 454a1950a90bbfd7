#include "config/gitrel_line.h"

#include "config/value.h"

#include <string.h>

/* Bytes of the line looked at; `end` is behind the last. */
struct span {
	const char *s, *end;
};

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
static int check_name(struct span t, const char *what, bool dots)
{
	const int n = (int)length(t);

	if (!n)
		return error(E_CONFIG, "%s name is missing", what);
	for (const char *p = t.s; p < t.end; p++) {
		bool letter = *p >= 'a' && *p <= 'z';
		bool later = (*p >= '0' && *p <= '9') || *p == '-' ||
			     (dots && *p == '.');

		if (*p >= 'A' && *p <= 'Z')
			return error(E_CONFIG,
				     "%s name '%.*s' is not in lower case",
				     what, n, t.s);
		if (!letter && (p == t.s || !later))
			return error(E_CONFIG, "bad %s name '%.*s'", what, n,
				     t.s);
	}
	return 0;
}

/* One pair of quotes around all of it, or nothing that needs any. */
static int check_value(struct span t)
{
	if (t.s < t.end && *t.s == '"') {
		const char *end = memchr(t.s + 1, '"', length(t) - 1);

		if (!end)
			return error(E_CONFIG, "value has no closing '\"'");
		if (end + 1 != t.end)
			return error(E_CONFIG, "text behind the closing '\"'");
	} else if (t.s < t.end && *t.s == '\'') {
		return error(E_CONFIG, "single quotes do not quote; use '\"'");
	} else if (holds(t, "\"")) {
		return error(E_CONFIG, "'\"' inside a value");
	} else if (holds(t, ";#")) {
		return error(E_CONFIG, "value with ';' or '#' must be in '\"'");
	}
	if (holds(t, "\t"))
		return error(E_CONFIG, "tab in a value");
	return 0;
}

/* Control characters: tabs may stand between words, see check_value(). */
static int check_line(struct span t, bool first)
{
	const char *fault;

	if (length(t) > GITREL_MAX_LINE)
		return error(E_CONFIG, "line is longer than %d bytes",
			     GITREL_MAX_LINE);
	if (first && length(t) >= 3 && !memcmp(t.s, "\xef\xbb\xbf", 3))
		return error(E_CONFIG,
			     "byte order mark in front; save without it");
	fault = text_fault(t.s, length(t), true);
	if (fault)
		return error(E_CONFIG, "%s", fault);
	t = trim(t);
	if (t.s < t.end && t.end[-1] == '\\')
		return error(E_CONFIG, "'\\' at the end of a line");
	return 0;
}

static int take_section(struct gitrel_line *out, struct arena *arena,
			struct span t)
{
	struct span inner = { t.s + 1, t.end - 1 };
	int r;

	if (length(t) < 2 || *inner.end != ']')
		return error(E_CONFIG, "section line does not end in ']'");
	r = check_name(inner, "section", true);
	if (r)
		return r;
	out->kind = GITREL_SECTION;
	out->name = arena_strndup(arena, inner.s, length(inner));
	return 0;
}

static int take_key(struct gitrel_line *out, struct arena *arena, struct span t)
{
	const char *eq = memchr(t.s, '=', length(t));
	struct span key = { t.s, eq }, value = { eq ? eq + 1 : NULL, t.end };
	int r;

	if (!eq)
		return error(E_CONFIG, "neither [section] nor key = value");
	key = trim(key);
	value = trim(value);
	r = check_name(key, "key", false);
	if (!r)
		r = check_value(value);
	if (r)
		return r;
	out->kind = GITREL_KEY;
	out->name = arena_strndup(arena, key.s, length(key));
	return 0;
}

int gitrel_line(struct gitrel_line *out, struct arena *arena, const char *s,
		size_t n, bool first)
{
	struct span t = { s, s + n };
	int r = check_line(t, first);

	*out = (struct gitrel_line){ 0 };
	t = trim(t);
	if (r || t.s == t.end || *t.s == ';' || *t.s == '#')
		return r;
	return *t.s == '[' ? take_section(out, arena, t) :
			     take_key(out, arena, t);
}
