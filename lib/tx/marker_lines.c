#include "tx/marker_lines.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Lines that are longer no file has. */
enum { SIZE = 7, SIZE_MAX_HERE = 1 << 20 };

int marker_lines_size(const char *value)
{
	long size = strtol(value, NULL, 10);

	return size > 0 && size < SIZE_MAX_HERE ? (int)size : SIZE;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* As git takes them, and "|", which is never alone in its line. */
static bool is_marker(const char *s, size_t len, size_t size)
{
	if (len < size || !memchr("<|=>", *s, 4))
		return false;
	for (size_t i = 1; i < size; i++)
		if (s[i] != *s)
			return false;
	return len == size ? *s != '|' : is_blank(s[size]);
}

static void add(struct marker_lines *m, const char *s, size_t len,
		size_t number)
{
	GROW(m->line, m->n, m->alloc);
	m->line[m->n].text = xstrndup(s, len);
	m->line[m->n++].number = number;
}

void marker_lines_add(struct marker_lines *m, const char *text, size_t len)
{
	size_t number = 1;

	for (const char *p = text, *end = text + len; p < end; number++) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		const char *next = lf ? lf + 1 : end;
		size_t n = (size_t)((lf ? lf : end) - p);
		while (n && is_blank(p[n - 1]))
			n--;
		if (n && is_marker(p, n, (size_t)m->size))
			add(m, p, n, number);
		p = next;
	}
}

void marker_lines_release(struct marker_lines *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->line[i].text);
	free(m->line);
	m->line = NULL;
	m->n = m->alloc = 0;
}

static size_t count(const struct marker_lines *m, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += !strcmp(m->line[i].text, text);
	return n;
}

/* ">>>>>>> 1234567 (subject)": no commit has its own id in it. */
static bool names(const char *line, size_t size, const char *id)
{
	size_t n;

	if (*line != '>' || !line[size])
		return false;
	n = strspn(line + size + 1, "0123456789abcdef");
	return n >= 4 && !strncmp(line + size + 1, id, n);
}

bool marker_lines_is_left(const struct marker_lines *m, size_t i,
			  const struct marker_sides *sides)
{
	const char *text = m->line[i].text;
	size_t base = count(sides->base, text);
	size_t theirs = count(sides->theirs, text);

	return names(text, (size_t)m->size, sides->id) ||
	       count(m, text) > count(sides->ours, text) +
					(theirs > base ? theirs - base : 0);
}
