#include "version/vfile_ini.h"

#include <string.h>
#include <strings.h>

struct line {
	size_t from, end; /* without blanks at both ends */
	size_t indent;
};

/* The next line, and the cursor behind it. */
static bool next_line(struct vscan *s, struct line *l)
{
	if (s->i >= s->n)
		return false;
	l->indent = s->i;
	vscan_skip(s, " \t");
	l->from = s->i;
	l->indent = l->from - l->indent;
	vscan_to_line_end(s);
	l->end = s->i;
	while (l->end > l->from && strchr(" \t\r", s->text[l->end - 1]))
		l->end--;
	s->i += s->i < s->n;
	return true;
}

static bool is_text(const struct vscan *s, size_t from, size_t end,
		    const char *want, size_t n)
{
	return end - from == n && !strncasecmp(s->text + from, want, n);
}

/* The key of `l` ends at `*end`, its value begins at `*value`. */
static bool split(const struct vscan *s, const struct line *l, size_t *end,
		  size_t *value)
{
	size_t i = l->from;

	while (i < l->end && s->text[i] != '=' && s->text[i] != ':')
		i++;
	*end = i;
	*value = i + 1;
	while (*end > l->from && strchr(" \t", s->text[*end - 1]))
		--*end;
	while (*value < l->end && strchr(" \t", s->text[*value]))
		++*value;
	return i < l->end;
}

struct ini {
	const char *section, *key; /* wanted */
	size_t section_len;
	bool inside;   /* in that section */
	bool open;     /* there is a key that may go on */
	bool taken;    /* and it is the one */
	bool empty;    /* whose value may begin in the next line */
	size_t indent; /* of that key */
	size_t at;     /* its value */
};

static int more_lines(struct vscan *s, struct ini *ini, const struct line *l)
{
	if (!ini->empty)
		return vscan_fault(s, l->from, "the version has lines");
	ini->empty = false;
	return vscan_take(s, l->from, l->end - l->from);
}

static int no_value(struct vscan *s, const struct ini *ini)
{
	return vscan_take(s, ini->at < s->n ? ini->at - 1 : s->n, 0);
}

static int ini_line(struct vscan *s, struct ini *ini, const struct line *l)
{
	size_t end, value;

	if (ini->open && l->indent > ini->indent)
		return ini->taken ? more_lines(s, ini, l) : 0;
	if (ini->empty)
		return no_value(s, ini);
	ini->open = ini->taken = false;
	if (s->text[l->from] == '[' &&
	    memchr(s->text + l->from, ']', l->end - l->from)) {
		ini->inside = l->end - l->from >= ini->section_len + 2 &&
			      !memcmp(s->text + l->from + 1, ini->section,
				      ini->section_len) &&
			      s->text[l->from + 1 + ini->section_len] == ']';
		return 0;
	}
	if (!split(s, l, &end, &value))
		return 0;
	ini->open = true;
	ini->indent = l->indent;
	if (!ini->inside ||
	    !is_text(s, l->from, end, ini->key, strlen(ini->key)))
		return 0;
	ini->taken = true;
	ini->at = value;
	ini->empty = value >= l->end;
	return ini->empty ? 0 : vscan_take(s, value, l->end - value);
}

int vfile_ini(struct vscan *s, const char *where)
{
	const char *dot = strrchr(where, '.');
	struct ini ini = { .section = where + 1 };
	struct line l;
	int rc = 0;

	if (!dot || dot == where)
		return error(E_CONFIG, "%s: '%s' is not .section.key",
			     s->file->path, where);
	ini.section_len = (size_t)(dot - ini.section);
	ini.key = dot + 1;
	while (!rc && next_line(s, &l)) {
		if (l.from == l.end || s->text[l.from] == '#' ||
		    s->text[l.from] == ';')
			continue;
		rc = ini_line(s, &ini, &l);
	}
	return !rc && ini.empty ? no_value(s, &ini) : rc;
}
