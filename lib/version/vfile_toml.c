#include "version/vfile_toml.h"

#include <string.h>

enum { MAX_LEVELS = 64 };

static int value(struct vscan *s, const char *path, int level);

static int bad(struct vscan *s)
{
	return vscan_fault(s, s->i, "this is no TOML");
}

static size_t bare_key(const struct vscan *s)
{
	size_t n = 0;

	for (;;) {
		n += vscan_word(s, s->i + n);
		if (vscan_at(s, s->i + n) != '-')
			return n;
		n++;
	}
}

/* a.b."c d" as steps along `*path`, which becomes NULL where they lead away. */
static int key(struct vscan *s, const char **path)
{
	for (;;) {
		size_t from = s->i, n;
		char c = vscan_here(s);

		if (c == '"' || c == '\'') {
			if (!vscan_string(s, c == '"'))
				return bad(s);
			*path = (c == '"' ? vpath_escaped : vpath_key)(
				*path, s->text + from + 1, s->i - from - 2);
		} else {
			n = bare_key(s);
			if (!n)
				return bad(s);
			*path = vpath_key(*path, s->text + from, n);
			s->i += n;
		}
		vscan_skip(s, " \t");
		if (vscan_here(s) != '.')
			return 0;
		s->i++;
		vscan_skip(s, " \t");
	}
}

static int pair(struct vscan *s, const char *path, int level)
{
	int rc = key(s, &path);

	if (rc)
		return rc;
	if (vscan_here(s) != '=')
		return bad(s);
	s->i++;
	vscan_skip(s, " \t");
	return value(s, path, level);
}

/* Over a string in three quotes. */
static bool skip_long(struct vscan *s, const char *three)
{
	char c = *three;

	for (s->i += 3; s->i < s->n; s->i++) {
		if (vscan_sees(s, three)) {
			/* two more quotes may belong to the text */
			for (s->i += 3; vscan_here(s) == c; s->i++)
				continue;
			return true;
		}
		if (c == '"' && s->text[s->i] == '\\')
			s->i++;
	}
	return false;
}

/* The text from `from` up to the cursor, in three quotes, without the line end
 * that may stand in front of it. */
static int take_long(struct vscan *s, size_t from)
{
	size_t end = s->i - 3;

	from += 3;
	from += vscan_at(s, from) == '\r' && vscan_at(s, from + 1) == '\n';
	from += vscan_at(s, from) == '\n';
	if (from < end && memchr(s->text + from, '\n', end - from))
		return vscan_fault(s, from, "the version has lines");
	return vscan_take(s, from, from < end ? end - from : 0);
}

static int string(struct vscan *s, bool wanted)
{
	char c = vscan_here(s);
	const char *three = c == '"' ? "\"\"\"" : "'''";
	size_t from = s->i;

	if (vscan_sees(s, three)) {
		if (!skip_long(s, three))
			return bad(s);
		return wanted ? take_long(s, from) : 0;
	}
	if (!vscan_string(s, c == '"'))
		return bad(s);
	return wanted ? vscan_take(s, from + 1, s->i - from - 2) : 0;
}

/* What is between the brackets of an array or an inline table. */
static int items(struct vscan *s, const char *path, int level)
{
	bool array = vscan_here(s) == '[';
	int rc = level > MAX_LEVELS ? bad(s) : 0;

	for (size_t i = 0; !rc; i++) {
		s->i++;
		vscan_skip_lines(s);
		if (vscan_here(s) == (array ? ']' : '}'))
			break;
		rc = array ? value(s, vpath_index(path, i), level + 1) :
			     pair(s, path, level + 1);
		if (rc)
			return rc;
		vscan_skip_lines(s);
		if (vscan_here(s) == (array ? ']' : '}'))
			break;
		if (vscan_here(s) != ',')
			return bad(s);
	}
	s->i++;
	return rc;
}

static int value(struct vscan *s, const char *path, int level)
{
	bool wanted = path && !*path;
	size_t from = s->i;
	char c = vscan_here(s);

	if (c == '"' || c == '\'')
		return string(s, wanted);
	if (wanted && c == '{')
		return items(s, NULL, level); /* { workspace = true } */
	if (wanted)
		return vscan_fault(s, from, "no string there");
	if (c == '[' || c == '{')
		return items(s, path, level);
	while (s->i < s->n && !strchr(",]}#\r\n", s->text[s->i]))
		s->i++;
	return s->i > from ? 0 : bad(s);
}

/* Do the pairs at the cursor, up to the next table, say name = `want`? */
static bool is_named(struct vscan *s, const char *want, size_t n)
{
	size_t from = s->i;
	bool found = false;

	for (vscan_skip_lines(s); !found && s->i < s->n && vscan_here(s) != '[';
	     vscan_skip_lines(s)) {
		const char *path = ".name";
		if (key(s, &path) < 0 || vscan_here(s) != '=')
			break;
		s->i++;
		vscan_skip(s, " \t");
		size_t at = s->i;
		if (value(s, NULL, 0) < 0)
			break;
		found = path && !*path && s->i - at == n + 2 &&
			!memcmp(s->text + at + 1, want, n);
	}
	s->i = from;
	return found;
}

/* Of tables in [[ ]] the one that is meant: by number, or by its name.  What is
 * left of the path, NULL if it is another. */
static const char *which(struct vscan *s, const char *path, size_t index)
{
	const char *end = path && *path == '[' ? strchr(path, ']') : NULL;
	size_t n;

	if (!end)
		return NULL;
	n = (size_t)(end - path) - 1;
	if (n && strspn(path + 1, "0123456789") == n)
		return vpath_index(path, index);
	return is_named(s, path + 1, n) ? end + 1 : NULL;
}

/* [a.b] and [[a.b]]: where the following keys are.  `*seen` counts the latter
 * where the path leads. */
static int table(struct vscan *s, const char *where, const char **path,
		 size_t *seen)
{
	bool array = vscan_at(s, s->i + 1) == '[';
	int rc;

	s->i += array ? 2 : 1;
	vscan_skip(s, " \t");
	*path = where;
	if ((rc = key(s, path)) < 0)
		return rc;
	if (!vscan_sees(s, array ? "]]" : "]"))
		return bad(s);
	s->i += array ? 2 : 1;
	if (array && *path)
		*path = which(s, *path, (*seen)++);
	return 0;
}

int vfile_toml(struct vscan *s, const char *where)
{
	const char *path = where;
	size_t seen = 0;
	int rc;

	for (vscan_skip_lines(s); s->i < s->n; vscan_skip_lines(s)) {
		rc = vscan_here(s) == '[' ? table(s, where, &path, &seen) :
					    pair(s, path, 0);
		if (rc)
			return rc;
		vscan_skip(s, " \t\r");
		if (s->i < s->n && !strchr("#\n", vscan_here(s)))
			return bad(s);
	}
	return 0;
}
