#include "version/vfile_yaml.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Is there nothing, or a blank, at `i`? */
static bool is_gap(const struct vscan *s, size_t i)
{
	return i >= s->n || strchr(" \t\r\n", s->text[i]);
}

static int no_end(struct vscan *s, size_t from)
{
	return vscan_fault(s, from, "this does not end");
}

/* Text in quotes, over lines. */
static int skip_quoted(struct vscan *s)
{
	size_t from = s->i;
	char quote = s->text[s->i++];

	for (; s->i < s->n; s->i++) {
		if (quote == '"' && s->text[s->i] == '\\') {
			s->i++;
		} else if (s->text[s->i] == quote) {
			s->i++;
			if (quote == '"' || vscan_here(s) != quote)
				return 0;
		}
	}
	return no_end(s, from);
}

/* {a: [b]}, over lines. */
static int skip_flow(struct vscan *s)
{
	size_t from = s->i, depth = 0;
	int rc = 0;

	while (!rc && s->i < s->n) {
		char c = vscan_here(s), before = s->text[s->i - !!s->i];
		if (c == '#' && strchr(" \t\n", before)) {
			vscan_to_line_end(s);
			continue;
		}
		if ((c == '"' || c == '\'') && strchr(" \t\n{[,:", before)) {
			rc = skip_quoted(s);
			continue;
		}
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		s->i++;
		if (!depth)
			return 0;
	}
	return rc ? rc : no_end(s, from);
}

/* The lines that are further in than `column`, and empty ones. */
static void skip_deeper(struct vscan *s, size_t column)
{
	vscan_to_line_end(s);
	while (s->i < s->n) {
		size_t from = s->i + 1, i = from;
		while (is_blank(vscan_at(s, i)))
			i++;
		if (i < s->n && i - from <= column &&
		    !strchr("\r\n", s->text[i]))
			return;
		s->i = i;
		vscan_to_line_end(s);
	}
}

/* Over "- ", "? ", "&anchor " and "!tag ".  `*column` is that of the last sign
 * of a list or a key. */
static void skip_signs(struct vscan *s, size_t start, size_t *column)
{
	for (;;) {
		vscan_skip(s, " \t");
		char c = vscan_here(s);
		if ((c == '-' || c == '?') && is_gap(s, s->i + 1)) {
			*column = s->i++ - start;
			continue;
		}
		if (!c || !strchr("&!", c))
			return;
		while (!is_gap(s, s->i))
			s->i++;
	}
}

/* Over text without quotes: true if it is a key, then up to its colon. */
static bool skip_plain(struct vscan *s)
{
	for (; s->i < s->n && s->text[s->i] != '\n'; s->i++) {
		if (s->text[s->i] == ':' && is_gap(s, s->i + 1))
			return true;
		if (s->text[s->i] == '#' &&
		    (!s->i || is_blank(s->text[s->i - 1])))
			return false;
	}
	return false;
}

/* From the cursor over what begins in this line, up to a line end.  `start` is
 * that of the line. */
static int skip_nodes(struct vscan *s, size_t start)
{
	size_t column = 0;

	for (;;) {
		int rc = 0;
		skip_signs(s, start, &column);
		size_t from = s->i;
		char c = vscan_here(s);
		if (!c || strchr("\r\n#", c)) {
			vscan_to_line_end(s);
			return 0;
		}
		bool closed = strchr("\"'{[", c) != NULL;
		if (closed)
			rc = c == '{' || c == '[' ? skip_flow(s) :
						    skip_quoted(s);
		if (rc)
			return rc;
		vscan_skip(s, closed ? " \t" : "");
		bool key = closed ?
				   vscan_here(s) == ':' && is_gap(s, s->i + 1) :
				   skip_plain(s);
		if (!key && closed) {
			vscan_to_line_end(s);
			return 0;
		}
		if (!key) { /* text goes on as a block does */
			skip_deeper(s, column);
			return 0;
		}
		column = from >= start ? from - start : 0;
		s->i++;
	}
}

/* `key:` at the cursor, perhaps in quotes; where the value begins, or 0. */
static size_t value_of(const struct vscan *s, const char *where)
{
	struct vscan look = *s;
	char quote = vscan_here(s);
	size_t from = s->i;
	const char *rest;

	if (quote == '"' || quote == '\'') {
		if (!vscan_string(&look, quote == '"'))
			return 0;
		rest = (quote == '"' ? vpath_escaped : vpath_key)(
			where, s->text + from + 1, look.i - from - 2);
	} else {
		if (!skip_plain(&look))
			return 0;
		size_t end = look.i;
		while (end > from && is_blank(s->text[end - 1]))
			end--;
		rest = vpath_key(where, s->text + from, end - from);
	}
	vscan_skip(&look, " \t");
	if (!rest || *rest || vscan_here(&look) != ':' ||
	    !is_gap(s, look.i + 1))
		return 0;
	return look.i + 1;
}

/* The value at the cursor, in this line or the next; the cursor goes to the end
 * of its line. */
static int take_value(struct vscan *s)
{
	size_t colon = s->i - 1;

	vscan_skip(s, " \t");
	if (strchr("\r\n#", vscan_here(s)))
		vscan_skip_lines(s);
	size_t from = s->i, end;
	char quote = vscan_here(s);
	if (!quote || s->text[from - 1] == '\n') /* at the left edge */
		return vscan_take(s, colon, 0);
	bool quoted = quote == '"' || quote == '\'';
	if (quoted && !vscan_string(s, quote == '"'))
		return vscan_fault(s, from, "no end of it");
	end = s->i;
	vscan_to_line_end(s);
	if (quoted)
		return vscan_take(s, from + 1, end - from - 2);
	for (end = from; end < s->i; end++)
		if (s->text[end] == '#' && is_blank(s->text[end - 1]))
			break;
	while (end > from && strchr(" \t\r", s->text[end - 1]))
		end--;
	return vscan_take(s, from, end - from);
}

static int check_end(struct vscan *s)
{
	vscan_skip_lines(s);
	if (s->i < s->n && s->text[s->i - 1] != '\n')
		return vscan_fault(s, s->i, "the version has lines");
	return 0;
}

int vfile_yaml(struct vscan *s, const char *where)
{
	int rc = 0;

	if (*where != '.' || strpbrk(where + 1, ".["))
		return error(
			E_CONFIG,
			"%s: '%s': in YAML only keys at the left edge can be named",
			s->file->path, where);
	while (!rc && s->i < s->n) {
		size_t start = s->i, value = value_of(s, where);
		if (value) {
			s->i = value;
			rc = take_value(s);
			rc = rc ? rc : check_end(s);
			continue;
		}
		rc = skip_nodes(s, start);
		s->i += s->i < s->n; /* the line end */
	}
	return rc;
}
