#include "checklist/values.h"

#include "checklist/words.h"
#include "config/value.h"

#include <string.h>

static int check(const char *name, const char *text)
{
	size_t n = strlen(text);

	if (!name_ok(name, strlen(name)))
		return error(E_CONFIG, "'%s' is no name of a value", name);
	const char *fault = n > VALUE_MAX ? "more than 1000 bytes" :
					    text_fault(text, n, false);
	if (fault)
		return error(E_CONFIG, "%s: %s", name, fault);
	return 0;
}

int values_set(struct values *values, struct arena *arena, const char *name,
	       const char *text)
{
	size_t i = 0;
	int rc = check(name, text);

	if (rc < 0)
		return rc;
	while (i < values->n && strcmp(values->v[i].name, name) != 0)
		i++;
	if (i == VALUES_MAX)
		return error(E_CONFIG, "more than %d values", VALUES_MAX);
	if (i == values->n) {
		values->v = arena_grow(arena, values->v, values->n,
				       sizeof(*values->v));
		values->v[values->n++].name = arena_strdup(arena, name);
	}
	values->v[i].text = arena_strdup(arena, text);
	return 0;
}

static const char *trimmed(struct arena *arena, const char *s, size_t n)
{
	while (n && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	while (n && strchr(" \t\r", s[n - 1]))
		n--;
	return arena_strndup(arena, s, n);
}

static int read_line(struct values *values, struct arena *arena, const char *s,
		     size_t n)
{
	const char *eq = memchr(s, '=', n);

	if (memchr(s, '\0', n))
		return error(E_CONFIG, "NUL byte");
	if (!*trimmed(arena, s, n))
		return 0;
	if (!eq)
		return error(E_CONFIG, "no name=value");
	return values_set(values, arena, trimmed(arena, s, (size_t)(eq - s)),
			  trimmed(arena, eq + 1, (size_t)(s + n - eq) - 1));
}

int values_read(struct values *values, struct arena *arena, const char *text,
		size_t n)
{
	const char *end = text + n;

	for (int line = 1; text < end; line++) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		size_t len = (size_t)((lf ? lf : end) - text);
		int rc = read_line(values, arena, text, len);
		if (rc < 0)
			return error_in(rc, "line %d", line);
		text += len + (lf != NULL);
	}
	return 0;
}

const char *values_get(const struct values *values, const char *name)
{
	for (size_t i = 0; values && i < values->n; i++)
		if (!strcmp(values->v[i].name, name))
			return values->v[i].text;
	return NULL;
}

const char *values_of_two(void *two, const char *name, bool previous)
{
	const struct values_two *both = two;

	return values_get(previous ? both->before : both->now, name);
}
