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
	size_t indent; /* of that key */
};

static int ini_line(struct vscan *s, struct ini *ini, const struct line *l)
{
	size_t end, value;

	if (ini->open && l->indent > ini->indent)
		return ini->taken ? vscan_fault(s, l->from,
						"the version has lines") :
				    0;
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
	return vscan_take(s, value, l->end > value ? l->end - value : 0);
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
	return rc;
}

/* `key:` with a blank behind it, perhaps in quotes; where the value begins. */
static size_t yaml_key(const struct vscan *s, const struct line *l,
		       const char *key)
{
	size_t n = strlen(key), from = l->from;
	char quote = s->text[from];

	if (quote != '"' && quote != '\'')
		quote = '\0';
	from += quote != '\0';
	if (l->end - from < n || memcmp(s->text + from, key, n))
		return 0;
	from += n;
	if (quote && vscan_at(s, from++) != quote)
		return 0;
	while (vscan_at(s, from) == ' ' || vscan_at(s, from) == '\t')
		from++;
	if (from >= l->end || s->text[from] != ':' ||
	    (from + 1 < l->end && !strchr(" \t", s->text[from + 1])))
		return 0;
	for (from++; from < l->end && strchr(" \t", s->text[from]); from++)
		continue;
	return from;
}

static int yaml_value(struct vscan *s, size_t from, size_t end)
{
	char quote = vscan_at(s, from);
	size_t n = 0;

	if (quote == '"' || quote == '\'') {
		from++;
		while (from + n < end && s->text[from + n] != quote)
			n++;
		return from + n < end ? vscan_take(s, from, n) :
					vscan_fault(s, from, "no end of it");
	}
	for (; from + n < end; n++) {
		if (s->text[from + n] == '#' && n &&
		    strchr(" \t", s->text[from + n - 1]))
			break;
	}
	while (n && strchr(" \t", s->text[from + n - 1]))
		n--;
	return vscan_take(s, from, n);
}

int vfile_yaml(struct vscan *s, const char *where)
{
	bool taken = false;
	struct line l;
	int rc = 0;

	if (*where != '.' || strpbrk(where + 1, ".["))
		return error(
			E_CONFIG,
			"%s: '%s': in YAML only keys at the left edge can be named",
			s->file->path, where);
	while (!rc && next_line(s, &l)) {
		if (l.from == l.end || s->text[l.from] == '#')
			continue;
		if (l.indent && taken)
			return vscan_fault(s, l.from, "the version has lines");
		taken = false;
		if (l.indent)
			continue;
		size_t value = yaml_key(s, &l, where + 1);
		taken = value != 0;
		if (taken)
			rc = yaml_value(s, value, l.end);
	}
	return rc;
}
